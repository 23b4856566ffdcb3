import type { TemplateCategory } from "@perdure/crate";
import { parseTemplate } from "@perdure/templates";
import type { TemplateVariable } from "@perdure/templates";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Span } from "../source/source-text.ts";
import { stringOffsets } from "../source/string-offsets.ts";
import { lowerFirst } from "../source/read-toml.ts";
import type { TomlString } from "../source/toml-tree.ts";

/** A variable that a template reads, where it stands in the file. */
export interface LocatedVariable {
  readonly root: string;
  /** The members read below the root. */
  readonly path: readonly string[];
  readonly span: Span;
  /** Whether the template stands the value's absence. */
  readonly optional: boolean;
}

/** What a template reads. */
export interface LocatedReadings {
  /** Names of its context. */
  readonly variables: readonly LocatedVariable[];
  /** Names that it took from its context itself, as what they stand for; an item of a list is its member `[]`. */
  readonly derived: readonly LocatedVariable[];
  /** The names that it defines itself. */
  readonly defined: ReadonlySet<string>;
}

/** How a template is parsed. */
export interface TemplateReading {
  readonly category: TemplateCategory;
  /** The names that the template may read. */
  readonly names: ReadonlySet<string>;
  /** Filters that whoever renders the template has besides those of its category. */
  readonly filters?: readonly string[];
  /** What the runtime puts before the author's text, and after it. */
  readonly wrap?: readonly [string, string];
}

/** What a template reads. Undefined after its problem, or its length, has been reported where it stands in the file. */
export function parseLocatedTemplate(
  reporter: Reporter,
  written: TomlString,
  { category, names, filters = [], wrap = ["", ""] }: TemplateReading,
): LocatedReadings | undefined {
  const { templateLength } = reporter.limits;
  if (written.value.length > templateLength) {
    reporter.report("template.too_long", written.span, { limit: templateLength });
    return undefined;
  }
  const [before, after] = wrap;
  const parsed = parseTemplate(`${before}${written.value}${after}`, { category, names, filters });
  const offsets = stringOffsets(reporter.source.text, written.span);
  const at = (offset: number): number => {
    const inside = Math.min(Math.max(0, offset - before.length), written.value.length);
    return offsets.at(inside) ?? written.span.end;
  };
  if (parsed.ok) {
    const located = (variable: TemplateVariable): LocatedVariable => locate(variable, written.value, before.length, at);
    const { variables, derivedVariables, definedNames } = parsed.template;
    return { variables: variables.map(located), derived: derivedVariables.map(located), defined: definedNames };
  }
  const { code, message, offset } = parsed.problem;
  const start = at(offset);
  const word = /^\w+/u.exec(written.value.slice(Math.max(0, offset - before.length)))?.[0] ?? "";
  const end = Math.max(at(offset + word.length), Math.min(start + 1, written.span.end));
  const span = { start, end };
  const own = code === "template.private_name" ? code : "template.malformed";
  reporter.report(own, span, { problem: code, because: lowerFirst(message) });
  return undefined;
}

function locate(
  { root, path, offset, optional }: TemplateVariable,
  text: string,
  before: number,
  at: (offset: number) => number,
): LocatedVariable {
  const shown = /^[$@]?\??[\w.]*\w/u.exec(text.slice(Math.max(0, offset - before)))?.[0] ?? "";
  const start = at(offset);
  return { root, path, optional, span: { start, end: Math.max(start, at(offset + shown.length)) } };
}
