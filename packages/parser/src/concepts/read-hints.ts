import { refines } from "@perdure/crate";
import type { Concept, ConceptRef, Field, Hints } from "@perdure/crate";
import { didYouMean } from "@perdure/crate";
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
      reporter.report("hint.malformed", value.span, { key, found: kindName(value) });
      continue;
    }
    read.push([key, value.value]);
    if (key !== "intent") {
      const suggestion = didYouMean(key, ["intent"]);
      reporter.report("hint.unknown", keySpan, { key }, { suggestion });
    } else if (!Object.hasOwn(INTENTS, value.value)) {
      const suggestion = didYouMean(value.value, Object.keys(INTENTS));
      reporter.report("hint.intent_unknown", value.span, { intent: value.value }, { suggestion });
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
  const said_of = wanted ?? "nothing";
  const params = { intent: intent.value, said_of, fitting: fitting.join(" or ") };
  reporter.report("hint.intent_inapplicable", intent.span, params);
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
