import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import { findDialect } from "./find-dialect.ts";
import type { OldWord } from "./find-dialect.ts";
import type { Library } from "./library.ts";
import type { PackageScope } from "./package-scope.ts";
import { NO_DOMAIN, readHeader } from "./read-header.ts";

/** What may still be read of a method's files. */
export interface ReadingBudget {
  files: number;
  length: number;
}

/** Reads files of a package into bundles of the library. One that cannot be read is reported and leaves the library damaged. */
export function readBundles(
  library: Library,
  scope: PackageScope,
  files: readonly { readonly path: string; readonly text: string }[],
  budget: ReadingBudget,
  diagnostics: Diagnostic[],
): void {
  const { limits, profile } = library;
  for (const { path, text } of files) {
    const reporter = createReporter(createSourceText(path, text), diagnostics, limits, profile);
    budget.files -= 1;
    budget.length -= text.length;
    if (budget.files < 0) {
      reporter.report("method.too_many_files", { start: 0, end: 0 }, { limit: limits.files });
      library.damaged = true;
      return;
    }
    if (budget.length < 0 && text.length <= limits.fileLength) {
      reporter.report("method.too_long", { start: 0, end: 0 }, { limit: limits.methodLength });
      library.damaged = true;
    } else readBundle(library, scope, reporter);
  }
}

function readBundle(library: Library, scope: PackageScope, reporter: Reporter): void {
  const root = readToml(reporter);
  const words = root === undefined ? [] : findDialect(root);
  if (root === undefined || words.length > 1) library.damaged = true;
  if (words.length > 1) return reportDialect(reporter, words);
  checkEnding(reporter);
  checkEncoding(reporter);
  if (root !== undefined) library.bundles.push(readHeader(reporter, root, scope));
  // What other files name may be in the one whose domain is not known.
  if (library.bundles.length > 1 && library.bundles.some(({ domain }) => domain === NO_DOMAIN)) library.damaged = true;
}

/** As many words of a dialect are named as a reader takes in at once. */
const MOST_WORDS = 12;

function reportDialect(reporter: Reporter, words: readonly OldWord[]): void {
  const renames = new Map(words.map(({ old, now }) => [old, now]));
  const told = [...renames]
    .slice(0, MOST_WORDS)
    .map(([old, now]) => `'${old}' is now ${now}`)
    .join(", ");
  const { file } = reporter.source;
  const says = endingOf(file) === ".mthds" ? "keys" : "keys_and_ending";
  const [first] = words;
  if (first === undefined) return;
  reporter.report(
    "bundle.dialect",
    first.span,
    { words: [...renames.keys()].slice(0, MOST_WORDS).join(", "), told, says },
    { suggestion: first.now },
  );
}

function checkEnding(reporter: Reporter): void {
  const { file } = reporter.source;
  const ending = endingOf(file);
  if (ending === undefined || ending === ".mthds") return;
  const isOld = ending === ".plx" || ending === ".toml";
  const suggestion = `${file.slice(0, -ending.length)}.mthds`;
  reporter.report("file.ending", { start: 0, end: 0 }, { says: isOld ? "old" : "other", file, ending }, { suggestion });
}

/** What stands after the last dot of a file's name, the dot included; a text without a dot in its name may be called anything. */
const endingOf = (path: string): string | undefined => /[^/\\](\.\w+)$/u.exec(path)?.[1];

/** Whoever decodes bytes that are no UTF-8 puts this in their place. */
const REPLACEMENT = /[\uFFFD]|[\uD800-\uDFFF]/u;

function checkEncoding(reporter: Reporter): void {
  const at = reporter.source.text.search(REPLACEMENT);
  if (at === -1) return;
  reporter.report("file.not_utf8", { start: at, end: at + 1 }, { says: "sign" }, { severity: "warning" });
}
