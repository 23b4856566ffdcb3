import type { Bundle } from "./bundle.ts";
import type { PackageScope } from "./package-scope.ts";
import { checkNameStyle } from "./check-name-style.ts";
import { isDomain, isSnakeName, RESERVED_DOMAINS, toSnakeName } from "./names.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { fieldOf, readKeys } from "../source/toml-fields.ts";
import type { TomlTable } from "../source/toml-tree.ts";

export const BUNDLE_KEYS = ["domain", "description", "system_prompt", "main_pipe", "concept", "pipe"] as const;
/** Older names and common slips. */
const RENAMED = { definition: "description", name: "domain", concepts: "concept", pipes: "pipe" } as const;
// A file whose domain cannot be read is still read to its end; this one can be named by nobody.
export const NO_DOMAIN = "unnamed";

/** Reads the header of a bundle of a package: its domain, its entry and the system prompt that its pipes inherit. */
export function readHeader(reporter: Reporter, root: TomlTable, scope: PackageScope): Bundle {
  const meant = readKeys(reporter, root, BUNDLE_KEYS, "A bundle", RENAMED);
  fieldOf(reporter, meant, "description", "string");
  const system_prompt = fieldOf(reporter, meant, "system_prompt", "string");
  const main = fieldOf(reporter, meant, "main_pipe", "string");
  if (main !== undefined && !isSnakeName(main.value)) {
    reporter.report("bundle.main_pipe_malformed", main.span, { name: main.value });
  }
  const domain = readDomain(reporter, meant) ?? NO_DOMAIN;
  return {
    file: reporter.source.file,
    reporter,
    root,
    meant,
    domain,
    scope,
    namespace: `${scope.prefix}${domain}`,
    ...(system_prompt === undefined ? {} : { system_prompt }),
    ...(main !== undefined && isSnakeName(main.value) ? { main_pipe: { code: main.value, span: main.span } } : {}),
  };
}

function readDomain(reporter: Reporter, root: TomlTable): string | undefined {
  if (!root.entries.has("domain")) {
    reporter.report("bundle.domain_missing", { start: 0, end: 0 }, {});
    return undefined;
  }
  const domain = fieldOf(reporter, root, "domain", "string");
  if (domain === undefined) return undefined;
  if (!isDomain(domain.value)) {
    const nearest = domain.value.split(".").map(toSnakeName).join(".");
    const suggestion = isDomain(nearest) ? nearest : undefined;
    reporter.report("bundle.domain_malformed", domain.span, { domain: domain.value }, { suggestion });
    return undefined;
  }
  const first = domain.value.split(".")[0] ?? "";
  if (RESERVED_DOMAINS.has(first)) {
    reporter.report("bundle.domain_reserved", domain.span, { domain: domain.value, first });
  }
  for (const segment of domain.value.split(".")) checkNameStyle(reporter, segment, domain.span);
  return domain.value;
}
