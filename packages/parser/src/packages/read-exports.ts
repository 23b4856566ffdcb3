import { isDomain, isSnakeName, RESERVED_DOMAINS, toSnakeName } from "../library/names.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { wordsOf } from "./manifest-fields.ts";
import { fieldOf } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlEntry, TomlTable } from "../source/toml-tree.ts";
import type { Span } from "../source/source-text.ts";

/** An exported pipe with the place where it is listed. */
export interface LocatedExport {
  readonly domain: string;
  readonly code: string;
  readonly span: Span;
}

/** Reads `[exports]`: nested tables that mirror the domains, each with the codes of its public pipes. */
export function readExports(reporter: Reporter, root: TomlTable): readonly LocatedExport[] {
  const exports = fieldOf(reporter, root, "exports", "table");
  const read: LocatedExport[] = [];
  const waiting: { readonly entry: TomlEntry; readonly path: readonly string[] }[] = [];
  const enter = (table: TomlTable, path: readonly string[]): void => {
    const below = [...table.entries.values()].map((entry) => ({ entry, path: [...path, entry.key] }));
    waiting.push(...below.toReversed());
  };
  if (exports !== undefined) enter(exports, []);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { entry, path } = next;
    const domain = path.join(".");
    if (entry.value.kind !== "table") {
      if (entry.key !== "pipes" || path.length === 1) reportStray(reporter, entry, path.length === 1);
      continue;
    }
    // A faulty or reserved domain is one mistake: the domains below it are not judged for it again.
    if (!checkDomain(reporter, entry, domain, path.length === 1)) continue;
    read.push(...readDomain(reporter, entry.value, entry.keySpan, domain));
    enter(entry.value, path);
  }
  return read;
}

function readDomain(reporter: Reporter, table: TomlTable, span: Span, domain: string): readonly LocatedExport[] {
  const pipes = table.entries.get("pipes")?.value;
  const hasBelow = [...table.entries.values()].some(({ value }) => value.kind === "table");
  if (pipes === undefined && !hasBelow) {
    reporter.report("manifest.export_pipes_missing", span, { domain });
  }
  // A table that is called `pipes` is a domain of that name.
  if (pipes === undefined || pipes.kind === "table") return [];
  const read: LocatedExport[] = [];
  for (const { value, span: place } of wordsOf(reporter, table, "pipes", "manifest.export_pipe_malformed", "A pipe")) {
    if (isSnakeName(value)) {
      if (!read.some(({ code }) => code === value)) read.push({ domain, code: value, span: place });
      continue;
    }
    const nearest = toSnakeName(value.slice(value.lastIndexOf(".") + 1));
    const suggestion = isSnakeName(nearest) ? nearest : undefined;
    reporter.report("manifest.export_pipe_malformed", place, { says: "code", pipe: value, domain }, { suggestion });
  }
  return read;
}

function checkDomain(reporter: Reporter, { keySpan }: TomlEntry, domain: string, isFirst: boolean): boolean {
  if (!isDomain(domain)) {
    const nearest = domain.split(".").map(toSnakeName).join(".");
    const suggestion = isDomain(nearest) ? nearest : undefined;
    reporter.report("manifest.export_domain_malformed", keySpan, { domain }, { suggestion });
    return false;
  }
  const first = domain.split(".")[0] ?? "";
  if (!isFirst || !RESERVED_DOMAINS.has(first)) return true;
  reporter.report("manifest.export_domain_reserved", keySpan, { domain, first });
  return false;
}

function reportStray(reporter: Reporter, { key, keySpan, value }: TomlEntry, isTop: boolean): void {
  if (isTop) reporter.report("manifest.unknown_key", keySpan, { says: "in_exports", key });
  else {
    const params = { says: "in_domain", key, found: kindName(value) } as const;
    reporter.report("manifest.unknown_key", keySpan, params, { suggestion: "pipes" });
  }
}
