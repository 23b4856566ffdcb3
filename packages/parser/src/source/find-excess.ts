import type { Reporter } from "../diagnostics/reporter.ts";
import type { ParseLimits } from "../limits.ts";
import type { Span } from "./source-text.ts";
import type { TomlTable, TomlValue } from "./toml-tree.ts";

/** A place of a TOML document that is beyond a limit. */
export interface Excess {
  readonly code: "toml.too_deep" | "toml.too_many_items" | "toml.string_too_long" | "toml.word_too_long";
  readonly span: Span;
}

/** The first place of a tree that is beyond a limit; walks without recursion. */
export function findExcess(root: TomlTable, { depth, wordLength }: ParseLimits): Excess | undefined {
  const waiting: { readonly value: TomlValue; readonly level: number }[] = [{ value: root, level: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, level } = next;
    if (level > depth) return { code: "toml.too_deep", span: value.span };
    if (value.kind === "array") for (const item of value.items) waiting.push({ value: item, level: level + 1 });
    if (value.kind !== "table") continue;
    for (const { key, keySpan, value: held } of value.entries.values()) {
      if (key.length > wordLength) return { code: "toml.word_too_long", span: keySpan };
      waiting.push({ value: held, level: level + 1 });
    }
  }
  return undefined;
}

/** Reports what is beyond a limit. */
export function reportExcess(reporter: Reporter, { code, span }: Excess): void {
  const { depth, items, stringLength, wordLength } = reporter.limits;
  const limit = {
    "toml.too_deep": depth,
    "toml.too_many_items": items,
    "toml.string_too_long": stringLength,
    "toml.word_too_long": wordLength,
  }[code];
  reporter.report(code, span, { limit });
}
