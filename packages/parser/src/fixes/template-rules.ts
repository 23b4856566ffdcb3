import type { FixContext, FixRule, PlannedFix } from "./fix-rule.ts";
import { isSnakeName } from "../library/names.ts";
import { stringAt, withSegment } from "./value-rules.ts";
import { stringOffsets } from "../source/string-offsets.ts";

/** Writes the variable that was meant, where it is read. */
export const renameVariable: FixRule = (context) =>
  isSnakeName(context.diagnostic.suggestion?.replace(/^_/u, "") ?? "")
    ? inTemplate(context, "rename-variable", () => context.diagnostic.suggestion)
    : undefined;

/** Writes the field that was meant, where it is read. */
export const renameField: FixRule = (context) =>
  inTemplate(context, "rename-variable", (written) => withSegment(written, context.diagnostic.suggestion ?? ""));

/** Prints the value itself inside a line, not as a block. A guarded one (`@?x`) would lose its guard. */
export const printInLine: FixRule = (context) =>
  inTemplate(context, "print-in-line", (written) =>
    written.startsWith("@?") ? undefined : `$${written.slice("@".length)}`,
  );

/** Replaces the stretch of a template that the diagnostic points at. */
function inTemplate(
  context: FixContext,
  fix_code: string,
  rewrite: (written: string) => string | undefined,
): PlannedFix | undefined {
  const { diagnostic, bundle } = context;
  const found = stringAt(context);
  if (found === undefined) return undefined;
  const { text } = bundle.reporter.source;
  const { place, value } = found;
  const { span } = place.entry.value;
  // A line that is broken by a backslash would be joined when the text is written anew.
  if (/\\[ \t]*\r?\n/u.test(text.slice(span.start, span.end))) return undefined;
  const offsets = stringOffsets(text, span);
  const start = offsets.indexOf(diagnostic.start.offset);
  const end = offsets.indexOf(diagnostic.end.offset);
  if (start === -1 || end <= start) return undefined;
  const written = value.slice(start, end);
  const replaced = rewrite(written);
  if (replaced === undefined || replaced === written) return undefined;
  const { key } = place.entry;
  return {
    fix_code,
    description: `In '${key}' write '${replaced}' for '${written}'`,
    safety: "unsafe",
    ops: [
      {
        kind: "set_key",
        table_path: place.table_path,
        key,
        value: `${value.slice(0, start)}${replaced}${value.slice(end)}`,
      },
    ],
  };
}
