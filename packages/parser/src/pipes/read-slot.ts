import { namedConcept } from "../concepts/named-concept.ts";
import { offer } from "../diagnostics/did-you-mean.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { reportLater } from "../diagnostics/report-later.ts";
import type { DeclaredPipe, Library } from "../library/library.ts";
import type { TomlString } from "../source/toml-tree.ts";
import { parseSlot } from "./slot.ts";
import type { Slot, SlotProblem } from "./slot.ts";

const PROBLEMS: Readonly<Record<SlotProblem, string>> = {
  empty: "is empty",
  malformed: "is no concept with an optional [], [N], ? or !",
  count: "asks for a count that is not a whole number of at least 1",
  marker_with_brackets: "has both brackets and a marker: a list is empty, never absent",
};

/** Reads the slot of an input or an output, its concept by its full name. Undefined after its problem has been reported. */
export function readSlot(
  library: Library,
  declared: DeclaredPipe,
  written: TomlString,
  side: "input" | "output",
): Slot | undefined {
  const { bundle } = declared;
  const slot = parseSlot(written.value);
  if (typeof slot !== "string") {
    if (slot.presence !== "lift") {
      const what = `The marker in '${written.value}'`;
      reportLater(bundle.reporter, library.profile, { since: "2.x", what, span: written.span });
    }
    warnOfCountOfOne(bundle.reporter, written, slot.concept);
    return { ...slot, concept: namedConcept(library, bundle, slot.concept, written.span) };
  }
  const isMarker = slot === "marker_with_brackets";
  const message = `The ${side} '${written.value}' ${PROBLEMS[slot]}.`;
  const suggestion = isMarker ? written.value.trim().replace(/[?!]$/u, "") : nearSlot(written.value);
  bundle.reporter.report(isMarker ? "slot.marker" : "slot.malformed", written.span, `${message}${offer(suggestion)}`, {
    params: { slot: written.value },
    suggestion,
  });
  return undefined;
}

/** The slot that a malformed one most likely means: its concept, a list where there is a bracket, its count and its marker. */
function nearSlot(written: string): string | undefined {
  const text = written.slice(0, LONGEST_SLOT);
  const concept = text.match(/[A-Za-z][\w.>/-]*/gu)?.at(-1);
  if (concept === undefined) return undefined;
  const count = /\[\s*([1-9]\d{0,5})\b/u.exec(text)?.[1] ?? "";
  if (/[[\]]/u.test(text)) return `${concept}[${count}]`;
  const slot = `${concept}${/[?!]/u.exec(text)?.[0] ?? ""}`;
  return slot === written ? undefined : slot;
}
const LONGEST_SLOT = 200;

/** `X[1]` once was a list of one, and is one value now: what is written should not look like a list. */
function warnOfCountOfOne(reporter: Reporter, written: TomlString, concept: string): void {
  if (!written.value.trim().endsWith("[1]")) return;
  const message = `'${concept}[1]' is one ${concept}, not a list of one: write '${concept}'.`;
  reporter.report("slot.count_of_one", written.span, message, {
    params: { slot: written.value },
    suggestion: concept,
  });
}
