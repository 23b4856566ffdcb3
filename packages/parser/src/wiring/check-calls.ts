import type { InputSlot, PipeRef } from "@perdure/crate";
import { contractPlaces } from "../library/declared-places.ts";
import type { PipeContext } from "../pipes/pipe-context.ts";
import { spanOfInput } from "../pipes/pipe-context.ts";
import { showSlot } from "../pipes/slot.ts";
import type { Span } from "../source/source-text.ts";
import { mismatch } from "./wiring.ts";
import { UNKNOWN_VALUE } from "./known-value.ts";
import type { Wiring } from "./wiring.ts";
import type { KnownValue } from "./known-value.ts";

/** The names that a controller's parts can read, with what is known of them, and which of its inputs were read. */
export interface Names {
  readonly values: Map<string, KnownValue>;
  readonly read: Set<string>;
  /** What has been reported as missing or of another concept: said once for the whole controller, whoever else reads it. */
  readonly reported: Set<string>;
  /** Set when a part cannot be seen into, so that what it reads and writes is not known. */
  isPartial: boolean;
}

/** Holds what a called pipe reads against the names that are there. Returns whether the call may be skipped for an absent value. */
export function checkCall(
  wiring: Wiring,
  context: PipeContext,
  names: Names,
  call: {
    readonly pipe: PipeRef;
    readonly span: Span;
    readonly item?: { readonly name: string; readonly value: KnownValue };
  },
): boolean {
  const inputs = wiring.inputsOf(call.pipe);
  if (inputs === undefined) {
    names.isPartial = true;
    return false;
  }
  const entries = Object.entries(inputs);
  if (!wiring.spend(context.declared, entries.length)) {
    names.isPartial = true;
    return false;
  }
  let mayBeSkipped = false;
  for (const [name, slot] of entries) {
    const value = name === call.item?.name ? call.item.value : names.values.get(name);
    if (name !== call.item?.name) names.read.add(name);
    if (value === undefined) {
      wiring.notePresence(call.pipe, name, UNKNOWN_VALUE);
      if (slot.presence !== "optional" && !names.isPartial && !names.reported.has(name))
        reportMissing(context, names, call, name);
      continue;
    }
    const isItem = name === call.item?.name;
    if (isItem || !names.reported.has(name)) {
      const isWrong = reportMismatch(wiring, context, call, name, slot, value);
      if (isWrong && !isItem) names.reported.add(name);
    }
    wiring.notePresence(call.pipe, name, value);
    if (value.absent && slot.presence === "lift") mayBeSkipped = true;
  }
  return mayBeSkipped;
}

/** Reports the inputs of a controller that none of its parts reads. */
export function reportUnread(context: PipeContext, names: Names): void {
  if (names.isPartial || !context.wiring.spend(context.declared, 0)) return;
  for (const name of Object.keys(context.contract.inputs)) {
    if (names.read.has(name)) continue;
    context.reporter.report("controller.input_unread", spanOfInput(context, name), {
      pipe: context.declared.ref,
      input: name,
      code: context.declared.code,
    });
  }
}

function reportMissing(
  context: PipeContext,
  names: Names,
  call: { readonly pipe: PipeRef; readonly span: Span },
  name: string,
): void {
  const suggestion = context.reporter.suggest(name, names.values.keys());
  context.reporter.report(
    "input.missing",
    call.span,
    { pipe: context.declared.ref, called: call.pipe, input: name, code: context.declared.code },
    { related: contractPlaces(context.library, call.pipe, name), suggestion },
  );
  names.reported.add(name);
  if (suggestion !== undefined) names.read.add(suggestion);
}

function reportMismatch(
  wiring: Wiring,
  context: PipeContext,
  call: { readonly pipe: PipeRef; readonly span: Span },
  name: string,
  slot: InputSlot,
  value: KnownValue,
): boolean {
  const problem = mismatch(wiring, value, slot);
  if (problem === undefined || value.concept === undefined) return false;
  const wanted = showSlot(slot.concept, slot.multiplicity);
  const found = showSlot(value.concept, value.multiplicity ?? "single");
  // Methods of the earlier profile read the pages of a document as one Page, and run.
  const isOldPages = problem === "multiplicity" && slot.concept === "native.Page" && slot.multiplicity === "single";
  const params = { pipe: context.declared.ref, called: call.pipe, input: name, expected: wanted, found };
  context.reporter.report(isOldPages ? "input.pages_as_page" : "input.mismatch", call.span, params, {
    related: contractPlaces(context.library, call.pipe, name),
    ...(isOldPages ? { suggestion: wanted.replace("Page", "Page[]") } : {}),
  });
  return true;
}
