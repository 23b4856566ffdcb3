import { resolvedFields } from "@perdure/crate";
import type { ConceptRef, ConstructField, Field } from "@perdure/crate";
import type { PipeContext } from "../pipes/pipe-context.ts";
import { showSlot } from "../pipes/slot.ts";
import type { TomlEntry, TomlTable } from "../source/toml-tree.ts";
import { misfitOf, misfitOfFixed } from "./field-fit.ts";
import { isPathProblem, walkPath } from "./walk-path.ts";
import { valueOfInput } from "./known-value.ts";
import type { Wiring } from "./wiring.ts";

/** Holds the parts of a construct against the fields of the concept that it makes. */
export function checkConstruct(
  wiring: Wiring,
  context: PipeContext,
  concept: ConceptRef,
  construct: Readonly<Record<string, ConstructField>>,
  table: TomlTable,
): void {
  const { reporter, declared } = context;
  const fields = resolvedFields(wiring.concepts, concept);
  const parts = Object.entries(construct);
  const strangers = strangersOf(context, construct, fields ?? construct);
  const meant = new Set(strangers.values());
  for (const [name, field] of Object.entries(fields ?? {})) {
    if (!field.required || Object.hasOwn(construct, name) || parts.length === 0) continue;
    // A part under a mistyped name is reported as that.
    if (meant.has(name)) continue;
    reporter.report("compose.field_missing", table.span, {
      pipe: declared.ref,
      field: name,
      shown: showSlot(concept, "single"),
    });
  }
  for (const [name, part] of parts) {
    const entry = table.entries.get(name);
    if (entry === undefined) continue;
    const field = fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (strangers.has(name)) {
      const suggestion = strangers.get(name);
      const params = { pipe: declared.ref, field: name };
      reporter.report("compose.field_unknown", entry.keySpan, { ...params, concept, name }, { suggestion });
    }
    checkPart(wiring, context, part, field, entry);
  }
}

/** The parts that no field is for, each with the field that may have been meant. */
function strangersOf(
  { reporter }: PipeContext,
  construct: Readonly<Record<string, ConstructField>>,
  fields: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string | undefined> {
  const names = Object.keys(construct).filter((name) => !Object.hasOwn(fields, name));
  const known = names.length === 0 ? [] : Object.keys(fields);
  return new Map(names.map((name) => [name, reporter.suggest(name, known)]));
}

function checkPart(
  wiring: Wiring,
  context: PipeContext,
  part: ConstructField,
  field: Field | undefined,
  entry: TomlEntry,
): void {
  const { value } = entry;
  if (part.kind === "fixed") return reportMisfit(context, entry, field && misfitOfFixed(field, value), value.span);
  if (value.kind !== "table") return;
  if (part.kind === "from") return checkPath(wiring, context, part, field, entry, value);
  if (part.kind === "construct") {
    if (field?.concept !== undefined) return checkConstruct(wiring, context, field.concept, part.fields, value);
    const isOpen = field === undefined || field.type === "dict" || field.type === "json";
    return reportMisfit(context, entry, isOpen ? undefined : "a construct");
  }
  const isText = field === undefined || ["text", "date", "time", "datetime", "concept"].includes(field.type);
  reportMisfit(
    context,
    entry,
    isText ? undefined : "a text that a template renders",
    value.entries.get("template")?.value.span,
  );
}

function checkPath(
  wiring: Wiring,
  context: PipeContext,
  { path, keyed_by }: Extract<ConstructField, { readonly kind: "from" }>,
  field: Field | undefined,
  entry: TomlEntry,
  table: TomlTable,
): void {
  const [root = "", ...segments] = path.split(".");
  const input = Object.hasOwn(context.contract.inputs, root) ? context.contract.inputs[root] : undefined;
  if (input === undefined) return;
  const span = table.entries.get("from")?.value.span ?? table.span;
  const walked = walkPath(context, valueOfInput(input), segments, "construct");
  if (!isPathProblem(walked)) {
    if (keyed_by === undefined) reportMisfit(context, entry, field && misfitOf(wiring, walked, field), span);
    return;
  }
  context.reporter.report(
    "path.unresolved",
    span,
    { says: "leads_nowhere", pipe: context.declared.ref, path, reason: walked.reason },
    { suggestion: walked.suggestion },
  );
}

function reportMisfit(
  { reporter, declared }: PipeContext,
  { key, keySpan }: TomlEntry,
  misfit: string | undefined,
  span = keySpan,
): void {
  if (misfit === undefined) return;
  reporter.report("compose.field_type", span, { pipe: declared.ref, field: key, misfit });
}
