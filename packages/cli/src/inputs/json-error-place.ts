import { visit } from "jsonc-parser";

/**
 * Where a text stops being JSON; lines and columns are one-based. JSON.parse itself says it for some errors only. The place of
 * a text that is valid is its end.
 */
export function jsonErrorPlace(text: string): { readonly line: number; readonly column: number } {
  let offset = text.length;
  visit(
    text,
    {
      onError: (_code, at) => {
        offset = Math.min(offset, at);
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
