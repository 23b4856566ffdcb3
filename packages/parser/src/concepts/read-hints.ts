import { refines } from "@perdure/crate";
import type { Concept, ConceptRef, Field, Hints } from "@perdure/crate";
import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { fieldOf } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlTable } from "../source/toml-tree.ts";

/** What each intent may be said of. */
const INTENTS: Readonly<Record<string, "texts" | "numbers">> = {
  prose: "texts",
  label: "texts",
  rating: "numbers",
  quantity: "numbers",
};

/** Reads the hints of a concept, a field or an input slot. Unknown words are kept and only warned of: they never change a run. */
export function readHints(reporter: Reporter, table: TomlTable): Hints | undefined {
  const hints = fieldOf(reporter, table, "hints", "table");
  const read: [string, string][] = [];
  for (const { key, keySpan, value } of hints?.entries.values() ?? []) {
    if (value.kind !== "string") {
      const message = `A hint is a string, not ${kindName(value)}.`;
      reporter.report("hint.malformed", value.span, message, { params: { key } });
      continue;
    }
    read.push([key, value.value]);
    if (key !== "intent") {
      const suggestion = didYouMean(key, ["intent"]);
      const message = `'${key}' is not a known hint: the one that is known is 'intent'.${offer(suggestion)}`;
      reporter.report("hint.unknown", keySpan, message, { params: { key }, suggestion });
    } else if (!Object.hasOwn(INTENTS, value.value)) {
      const suggestion = didYouMean(value.value, Object.keys(INTENTS));
      const message = `'${value.value}' is not a known intent.${offer(suggestion)}`;
      reporter.report("hint.intent_unknown", value.span, message, { params: { intent: value.value }, suggestion });
    }
  }
  return read.length === 0 ? undefined : Object.fromEntries(read);
}

/** Warns of an intent that does not fit what the site holds: words are said of texts, amounts of numbers. */
export function checkIntent(reporter: Reporter, table: TomlTable, holds: "texts" | "numbers" | undefined): void {
  const hints = table.entries.get("hints")?.value;
  const intent = hints?.kind === "table" ? hints.entries.get("intent")?.value : undefined;
  if (intent?.kind !== "string" || !Object.hasOwn(INTENTS, intent.value)) return;
  const wanted = INTENTS[intent.value];
  if (wanted === holds) return;
  const fitting = Object.keys(INTENTS).filter((word) => INTENTS[word] === holds);
  const advice = fitting.length === 0 ? "leave it out" : `write ${fitting.join(" or ")}`;
  const message = `The intent '${intent.value}' is said of ${wanted}, which this is not: ${advice}.`;
  reporter.report("hint.intent_inapplicable", intent.span, message, { params: { intent: intent.value } });
}

/** What a value of a concept is to intents; undefined for one that is neither text nor number. */
export function heldBy(
  concepts: Readonly<Record<ConceptRef, Concept>>,
  ref: ConceptRef,
): "texts" | "numbers" | undefined {
  if (refines(concepts, ref, "native.Text")) return "texts";
  return refines(concepts, ref, "native.Number") ? "numbers" : undefined;
}

/** What the value of a field is to intents. */
export function heldByField(
  concepts: Readonly<Record<ConceptRef, Concept>>,
  field: Field,
): "texts" | "numbers" | undefined {
  if (field.type === "text") return "texts";
  if (field.type === "integer" || field.type === "number") return "numbers";
  return field.concept === undefined ? undefined : heldBy(concepts, field.concept);
}
