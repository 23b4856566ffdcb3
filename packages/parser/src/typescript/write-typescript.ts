import { byCodePoint, findConcept, resolvedFields } from "@perdure/crate";
import type { ConceptRef, Crate, InputSlot, Pipe, PipeRef } from "@perdure/crate";
import { createTypeNames } from "./type-names.ts";
import type { TypeName } from "./type-names.ts";
import { comment, memberName, objectKey } from "./write-literals.ts";
import { ANY, ANY_OBJECT, writeField, writeSlot } from "./write-value.ts";
import type { NameOf, WrittenValue } from "./write-value.ts";

/** What is written of a crate. */
export interface TypescriptOptions {
  /** The one pipe whose types are wanted. Default: all that the crate's own files declare. */
  readonly pipe?: PipeRef;
}

const HEADER = `// Written by perdure types. Change the method and write it again, not this file.
import { z } from "zod";
`;

/**
 * TypeScript source with a type and a zod 4 schema for the inputs and the output of each pipe, and for every concept that these
 * hold. A schema accepts what the JSON Schema of the same concept accepts. The same crate gives the same text; nothing that a
 * method says can leave its place in it.
 */
export function writeTypescript(crate: Pick<Crate, "concepts" | "pipes">, options: TypescriptOptions = {}): string {
  const pipes = Object.entries(crate.pipes)
    .filter(([ref, pipe]) => (options.pipe === undefined ? isOwn(pipe) : ref === options.pipe))
    .sort(([left], [right]) => byCodePoint(left, right));
  const concepts = reachedConcepts(
    crate,
    pipes.flatMap(([, { inputs, output }]) => [...Object.values(inputs), output].map(({ concept }) => concept)),
  );
  const names = createTypeNames(
    concepts,
    pipes.map(([ref]) => ref),
  );
  const nameOf: NameOf = (ref) => names.concepts.get(ref) ?? MISSING;
  const parts = [
    ...concepts.map((ref) => writeConcept(crate, ref, nameOf)),
    ...pipes.flatMap(([ref, pipe]) => {
      const own = names.pipes.get(ref);
      return own === undefined
        ? []
        : [writeInputs(ref, pipe, own.inputs, nameOf), writeOutput(ref, pipe, own.output, nameOf)];
    }),
  ];
  return [HEADER, ...parts].join("\n");
}

/** What stands for a concept that a crate of other origin names and lacks. */
const MISSING: TypeName = { type: "unknown", schema: "z.json()" };

const isOwn = (pipe: Pipe): boolean =>
  !(
    pipe.type === "PipeSignature" &&
    Object.hasOwn(pipe.settings, "not_checked") &&
    !Object.hasOwn(pipe.settings, "signature_for")
  );

/** The concepts that some hold, themselves included, in the order of their names. */
function reachedConcepts({ concepts }: Pick<Crate, "concepts">, from: readonly ConceptRef[]): readonly ConceptRef[] {
  const reached = new Set<ConceptRef>();
  const waiting = [...from];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    if (reached.has(ref)) continue;
    reached.add(ref);
    for (const field of Object.values(resolvedFields(concepts, ref) ?? {})) {
      for (const nested of [field.concept, field.item_concept]) if (nested !== undefined) waiting.push(nested);
      if (field.type === "concept" && field.concept === undefined) waiting.push("native.Anything");
    }
  }
  return [...reached].sort(byCodePoint);
}

function writeConcept({ concepts }: Pick<Crate, "concepts">, ref: ConceptRef, nameOf: NameOf): string {
  const name = nameOf(ref);
  const description = findConcept(concepts, ref)?.description ?? "";
  const head = comment(`${description}\n\`${ref}\``);
  const fields = resolvedFields(concepts, ref);
  if (fields === undefined) return writeAlias(head, name, ref === "native.Composite" ? ANY_OBJECT : ANY);
  const members = Object.entries(fields).map(([key, field]) => {
    const { type, schema } = writeField(field, nameOf);
    const isThere = field.required && field.default === undefined;
    return {
      key,
      comment: field.description ?? "",
      optional: !isThere,
      type: isThere ? type : orNothing(type),
      schema: isThere ? schema : `${schema}.nullish()`,
    };
  });
  return writeObject(head, name, members);
}

const orNothing = (type: string): string => (type === "unknown" ? type : `${type} | null | undefined`);

function writeInputs(ref: PipeRef, pipe: Pipe, name: TypeName, nameOf: NameOf): string {
  const members = Object.entries(pipe.inputs).map(([key, slot]: [string, InputSlot]) => {
    const { type, schema } = writeSlot(slot.concept, slot.multiplicity, nameOf);
    const optional = slot.presence === "optional";
    return {
      key,
      comment: "",
      optional,
      type: optional ? `${type} | undefined` : type,
      schema: optional ? `${schema}.optional()` : schema,
    };
  });
  return writeObject(comment(`What \`${ref}\` takes.\n${pipe.description}`), name, members);
}

function writeOutput(ref: PipeRef, pipe: Pipe, name: TypeName, nameOf: NameOf): string {
  const { concept, multiplicity, optional } = pipe.output;
  const head = comment(`What \`${ref}\` gives${optional ? ", where it gives anything" : ""}.`);
  return writeAlias(head, name, writeSlot(concept, multiplicity, nameOf));
}

function writeAlias(head: string, { type, schema }: TypeName, value: WrittenValue): string {
  return `${head}export type ${type} = ${value.type};\nexport const ${schema}: z.ZodType<${type}> = ${value.schema};\n`;
}

interface Member {
  readonly key: string;
  readonly comment: string;
  readonly optional: boolean;
  readonly type: string;
  readonly schema: string;
}

function writeObject(head: string, { type, schema }: TypeName, members: readonly Member[]): string {
  const types = members.map(
    (member) =>
      `${comment(member.comment, "  ")}  readonly ${memberName(member.key)}${member.optional ? "?" : ""}: ${member.type};\n`,
  );
  const schemas = members.map((member) => `  ${objectKey(member.key)}: ${member.schema},\n`);
  const body = (lines: readonly string[]): string => (lines.length === 0 ? "{}" : `{\n${lines.join("")}}`);
  return `${head}export interface ${type} ${body(types)}\nexport const ${schema}: z.ZodType<${type}> = z.strictObject(${body(schemas)});\n`;
}
