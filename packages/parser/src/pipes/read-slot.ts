import { namedConcept } from "../concepts/named-concept.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { reportLater } from "../diagnostics/report-later.ts";
import type { DeclaredPipe, Library } from "../library/library.ts";
import type { TomlString } from "../source/toml-tree.ts";
import { parseSlot } from "./slot.ts";
import type { Slot } from "./slot.ts";

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
  const params = { side, slot: written.value };
  if (slot === "marker_with_brackets") {
    const suggestion = written.value.trim().replace(/[?!]$/u, "");
    bundle.reporter.report("slot.marker", written.span, { says: "brackets", ...params }, { suggestion });
  } else {
    bundle.reporter.report(
      "slot.malformed",
      written.span,
      { says: slot, ...params },
      { suggestion: nearSlot(written.value) },
    );
  }
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
  reporter.report("slot.count_of_one", written.span, { slot: written.value, concept }, { suggestion: concept });
}
