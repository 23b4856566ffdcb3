import { byCodePoint } from "@perdure/crate";
import { didYouMean } from "@perdure/crate";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { deepFreeze } from "../freeze.ts";
import type { MethodFile } from "../parse-method.ts";
import { isAddress } from "./address.ts";
import type { LockedPackage } from "./lock.ts";
import { parseVersion } from "./semver.ts";
import { fieldOf } from "../source/toml-fields.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlEntry } from "../source/toml-tree.ts";

/** What a methods.lock was read to. */
export interface ParsedLock {
  /** Whether there is no diagnostic of severity `error`. */
  readonly ok: boolean;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
  /** By address. Present when `ok`; empty for an empty file. */
  readonly packages?: readonly LockedPackage[];
}

interface Rule {
  readonly key: "version" | "hash" | "source" | "commit" | "fingerprint";
  readonly code: DiagnosticCode;
  readonly isRight: (value: string) => boolean;
  readonly isNeeded: boolean;
}

const RULES: readonly Rule[] = [
  {
    key: "version",
    code: "lock.version_malformed",
    isRight: (value) => parseVersion(value) !== undefined,
    isNeeded: true,
  },
  {
    key: "hash",
    code: "lock.hash_malformed",
    isRight: (value) => /^sha256:[0-9a-f]{64}$/u.test(value),
    isNeeded: true,
  },
  {
    key: "source",
    code: "lock.source_malformed",
    isRight: (value) => /^https:\/\/[^\s\p{Cc}]+$/u.test(value),
    isNeeded: true,
  },
  {
    key: "commit",
    code: "lock.commit_malformed",
    isRight: (value) => /^[0-9a-f]{40}$/u.test(value),
    isNeeded: false,
  },
  {
    key: "fingerprint",
    code: "lock.fingerprint_malformed",
    isRight: (value) => /^[0-9a-f]{64}$/u.test(value),
    isNeeded: false,
  },
];
const KEYS = RULES.map(({ key }) => key);

/** Reads a methods.lock, of the first revision and of the newer one. Never throws for what the file holds. */
export function parseLock({ path, text }: MethodFile): ParsedLock {
  const diagnostics: Diagnostic[] = [];
  const packages = readLock(createReporter(createSourceText(path, text), diagnostics));
  const ok = !diagnostics.some(({ severity }) => severity === "error");
  const sorted = diagnostics.toSorted((left, right) => left.start.offset - right.start.offset);
  return deepFreeze({ ok, diagnostics: sorted, ...(ok ? { packages } : {}) });
}

function readLock(reporter: Reporter): readonly LockedPackage[] {
  const entries = [...(readToml(reporter)?.entries.values() ?? [])];
  return entries
    .flatMap((entry) => readEntry(reporter, entry) ?? [])
    .toSorted((left, right) => byCodePoint(left.address, right.address));
}

function readEntry(reporter: Reporter, { key: address, keySpan, value: table }: TomlEntry): LockedPackage | undefined {
  if (table.kind !== "table" || !isAddress(address)) {
    const params =
      table.kind === "table"
        ? ({ says: "address", address } as const)
        : ({ says: "table", address, found: kindName(table) } as const);
    reporter.report("lock.address_malformed", keySpan, params);
    return undefined;
  }
  for (const { key, keySpan: span } of table.entries.values()) {
    if ((KEYS as readonly string[]).includes(key)) continue;
    // Later revisions may say more of a package; what they say is not needed here.
    const suggestion = didYouMean(key, KEYS);
    reporter.report("lock.unknown_key", span, { address, key }, { suggestion });
  }
  const read: Partial<Record<Rule["key"], string>> = {};
  for (const { key, code, isRight, isNeeded } of RULES) {
    if (isNeeded && !table.entries.has(key)) {
      reporter.report("lock.key_missing", keySpan, { address, key });
    }
    const written = fieldOf(reporter, table, key, "string");
    if (written === undefined) continue;
    if (isRight(written.value)) read[key] = written.value;
    else reporter.report(code, written.span, { address, key });
  }
  const { version, hash, source, ...rest } = read;
  if (version === undefined || hash === undefined || source === undefined) return undefined;
  return { address, version, hash, source, ...rest };
}
