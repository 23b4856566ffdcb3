import { didYouMean, offer } from "../diagnostics/did-you-mean.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { fieldOf } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlTable } from "../source/toml-tree.ts";

const INTENTS = ["prose", "label", "rating", "quantity"] as const;

/** Checks the intent hints of a concept, a field or an input slot. Unknown words only warn: they never change a run. */
export function checkHints(reporter: Reporter, table: TomlTable): void {
  const hints = fieldOf(reporter, table, "hints", "table");
  for (const { key, keySpan, value } of hints?.entries.values() ?? []) {
    if (value.kind !== "string") {
      const message = `A hint is a string, not ${kindName(value)}.`;
      reporter.report("hint.malformed", keySpan, message, { params: { key } });
    } else if (key !== "intent") {
      reporter.report("hint.unknown", keySpan, `'${key}' is not a known hint.`, { params: { key } });
    } else if (!INTENTS.some((intent) => intent === value.value)) {
      const suggestion = didYouMean(value.value, INTENTS);
      const message = `'${value.value}' is not a known intent.${offer(suggestion)}`;
      reporter.report("hint.unknown", value.span, message, { params: { key, intent: value.value }, suggestion });
    }
  }
}
