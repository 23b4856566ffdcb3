import { didYouMean } from "@perdure/crate";
import type { Reporter } from "../diagnostics/reporter.ts";
import { fieldOf } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlString, TomlTable } from "../source/toml-tree.ts";

/** Reports the keys of a manifest's table that it does not have. `renamed` says what else people call them. */
export function checkManifestKeys(
  reporter: Reporter,
  table: TomlTable,
  known: readonly string[],
  owner: string,
  renamed: Readonly<Record<string, string>> = {},
): void {
  for (const { key, keySpan } of table.entries.values()) {
    if (known.includes(key)) continue;
    const suggestion = Object.hasOwn(renamed, key) ? renamed[key] : didYouMean(key, known);
    reporter.report("manifest.unknown_key", keySpan, { says: "key", key, owner }, { suggestion });
  }
}

/** The strings of an array of them. What is no string, and a blank one, is reported; an absent key is empty. */
export function wordsOf(
  reporter: Reporter,
  table: TomlTable,
  key: string,
  blank: "manifest.author_blank" | "manifest.export_pipe_malformed",
  what: string,
): readonly TomlString[] {
  const words: TomlString[] = [];
  for (const item of fieldOf(reporter, table, key, "array")?.items ?? []) {
    if (item.kind !== "string") {
      const params = { key, expected: "string", found: item.kind, shown: kindName(item), what };
      reporter.report("toml.wrong_type", item.span, { says: "item", ...params });
    } else if (item.value.trim() === "") {
      reporter.report(blank, item.span, { says: "blank", key, what });
    } else words.push(item);
  }
  return words;
}
