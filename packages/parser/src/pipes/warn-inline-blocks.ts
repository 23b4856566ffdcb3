import type { TemplateCategory } from "@perdure/crate";
import type { Reporter } from "../diagnostics/reporter.ts";
import { stringOffsets } from "../source/string-offsets.ts";
import type { StringOffsets } from "../source/string-offsets.ts";
import type { TomlString } from "../source/toml-tree.ts";

// `@name` as the shorthand reads it: after no word character, not `@@`, not before a bracket or a quote as in CSS.
const BLOCK = /(?<![\w@])@\??(?<name>[A-Za-z_][\w.]*)(?!\w)(?!\s*[({"'])/gu;
const WITHOUT_SHORTHAND: readonly TemplateCategory[] = ["expression", "mermaid"];

/** Warns of an `@name` inside a line: it prints a tagged block, which newer runtimes want on a line of its own. */
export function warnOfInlineBlocks(reporter: Reporter, written: TomlString, category: TemplateCategory): void {
  if (WITHOUT_SHORTHAND.includes(category) || !written.value.includes("@")) return;
  let offsets: StringOffsets | undefined;
  for (const line of linesOf(written.value)) {
    const whole = line.text.trim();
    for (const match of line.text.matchAll(BLOCK)) {
      if (match[0] === whole) continue;
      offsets ??= stringOffsets(reporter.source.text, written.span);
      const start = offsets.at(line.start + match.index) ?? written.span.start;
      const name = (match.groups?.["name"] ?? "").replace(/\.+$/u, "");
      const span = { start, end: start + match[0].length };
      reporter.report("template.block_in_line", span, { variable: name }, { suggestion: `$${name}` });
    }
  }
}

function* linesOf(text: string): Generator<{ readonly start: number; readonly text: string }> {
  let start = 0;
  for (const line of text.split("\n")) {
    yield { start, text: line };
    start += line.length + 1;
  }
}
