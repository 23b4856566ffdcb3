import type { Json } from "@perdure/crate";
import type { StandardConcept, StandardCrate } from "@perdure/crate/standard";
import type { MethodFile } from "../parse-method.ts";
import { writeKey, writeValue } from "../fixes/write-toml.ts";

/**
 * The bundles that a library crate stands for, one for each domain, named after it: read again, they give the same crate. Undefined for a
 * crate with entries of other packages (`address::`), which no bundle can declare.
 */
export function methodOfStandardCrate({ concepts, pipes, domains }: StandardCrate): readonly MethodFile[] | undefined {
  if ([concepts, pipes, domains].some((entries) => Object.keys(entries).some((ref) => ref.includes("::")))) {
    return undefined;
  }
  return Object.values(domains).map(({ code, description, system_prompt, main_pipe }) => {
    const header = { domain: code, description, system_prompt, main_pipe };
    const lines = [
      ...assignments(header),
      ...entriesOf(concepts, code).flatMap(([name, concept]) => conceptLines(name, concept)),
      ...entriesOf(pipes, code).flatMap(([name, pipe]) => ["", `[pipe.${writeKey(name)}]`, ...assignments(pipe)]),
    ];
    return { path: `${code}.mthds`, text: `${lines.join("\n")}\n` };
  });
}

const entriesOf = <T>(entries: Readonly<Record<string, T>>, domain: string): readonly (readonly [string, T])[] =>
  Object.entries(entries).flatMap(([ref, entry]) => {
    const dot = ref.lastIndexOf(".");
    return ref.slice(0, dot) === domain ? [[ref.slice(dot + 1), entry] as const] : [];
  });

function conceptLines(code: string, { structure, ...rest }: StandardConcept): readonly string[] {
  const header = `concept.${writeKey(code)}`;
  const fields = structure === undefined ? [] : ["", `[${header}.structure]`, ...assignments(structure)];
  return ["", `[${header}]`, ...assignments(rest), ...fields];
}

const assignments = (members: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(members).flatMap(([key, value]) =>
    value === undefined ? [] : [`${writeKey(key)} = ${inlineToml(value as Json)}`],
  );

function inlineToml(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(inlineToml).join(", ")}]`;
  if (typeof value !== "object" || value === null) return writeValue(value ?? "");
  const members = Object.entries(value).map(([key, member]) => `${writeKey(key)} = ${inlineToml(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
