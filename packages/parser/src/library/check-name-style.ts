import type { Reporter } from "../diagnostics/reporter.ts";
import type { Span } from "../source/source-text.ts";

/** Words joined by single underscores: what every tool of the language accepts. */
const PLAIN = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/u;

/** Warns of a name that the standard allows and some of its tools refuse: one that ends in an underscore, or has two together. */
export function checkNameStyle(reporter: Reporter, name: string, span: Span): void {
  if (PLAIN.test(name)) return;
  const suggestion = name.replaceAll(/_+/gu, "_").replace(/_$/u, "");
  reporter.report("name.style", span, { name }, { suggestion });
}
