import { isNativeCode } from "@perdure/crate";
import { nativeSince } from "../concepts/native-profiles.ts";
import { isBefore } from "../diagnostics/language-profile.ts";
import type { Bundle } from "./bundle.ts";
import { checkNameStyle } from "./check-name-style.ts";
import { declaredPlace } from "./declared-places.ts";
import type { Library } from "./library.ts";
import { isConceptCode, isSnakeName, toConceptCode, toSnakeName } from "./names.ts";
import { adoptPipeKeys } from "../pipes/pipe-keys.ts";
import { fieldOf } from "../source/toml-fields.ts";
import { kindName } from "../source/toml-tree.ts";
import type { TomlTable } from "../source/toml-tree.ts";

/** Enters a bundle's concepts into the library. A native code and one that its domain already has are reported. */
export function declareConcepts(library: Library, bundle: Bundle): void {
  const { reporter } = bundle;
  const table = fieldOf(reporter, bundle.meant, "concept", "table");
  for (const entry of table?.entries.values() ?? []) {
    const code = entry.key;
    const params = { concept: code };
    if (!isConceptCode(code)) {
      const nearest = toConceptCode(code);
      const suggestion = isConceptCode(nearest) ? nearest : undefined;
      reporter.report("concept.code_malformed", entry.keySpan, { ...params, code }, { suggestion });
      library.meant.set(`${bundle.namespace}.${nearest}`, `${bundle.namespace}.${code}`);
    }
    if (isNativeCode(code)) {
      // A code that only a later profile took is the method's own in its profile, and still better called otherwise.
      const isOwn = isBefore(library.profile, nativeSince(`native.${code}`));
      const told = { says: isOwn ? "later" : "native", ...params, code } as const;
      reporter.report("concept.native_redeclared", entry.keySpan, told, isOwn ? { severity: "warning" } : {});
      if (!isOwn) continue;
    }
    const ref = `${bundle.namespace}.${code}`;
    const first = library.concepts.get(ref);
    if (first === undefined) library.concepts.set(ref, { ref, code, bundle, entry });
    else {
      reporter.report(
        "concept.duplicate",
        entry.keySpan,
        { concept: ref, other: first.bundle.file },
        { related: [declaredPlace(first, "It is declared here first")] },
      );
    }
  }
}

/** Enters a bundle's pipes into the library. A pipe with a type takes the place of a signature of the same code. */
export function declarePipes(library: Library, bundle: Bundle): void {
  const { reporter } = bundle;
  const tables = fieldOf(reporter, bundle.meant, "pipe", "table");
  for (const entry of tables?.entries.values() ?? []) {
    const code = entry.key;
    if (!isSnakeName(code)) {
      const nearest = toSnakeName(code);
      const suggestion = isSnakeName(nearest) ? nearest : undefined;
      reporter.report("pipe.code_malformed", entry.keySpan, { pipe: code }, { suggestion });
      library.meant.set(`${bundle.namespace}.${nearest}`, `${bundle.namespace}.${code}`);
    } else if (entry.value.kind !== "table") {
      reporter.report("toml.wrong_type", entry.value.span, {
        says: "pipe",
        key: code,
        expected: "table",
        found: kindName(entry.value),
      });
    } else checkNameStyle(reporter, code, entry.keySpan);
    // A pipe with a faulty code or without a table stays known by its name, so that its callers are not blamed too.
    const table: TomlTable =
      entry.value.kind === "table"
        ? adoptPipeKeys(entry.value)
        : { kind: "table", span: entry.keySpan, entries: new Map() };
    const ref = `${bundle.namespace}.${code}`;
    const declared = { ref, code, bundle, entry, table };
    const first = library.pipes.get(ref);
    if (first === undefined || (isSignature(first.table) && !isSignature(table))) library.pipes.set(ref, declared);
    else if (!isSignature(table)) {
      reporter.report(
        "pipe.duplicate",
        entry.keySpan,
        { pipe: ref, other: first.bundle.file },
        { related: [declaredPlace(first, "It is declared here first")] },
      );
    }
  }
}

/** Whether a pipe's table is a contract only: no type, and nothing of an implementation. */
export function isSignature(table: TomlTable): boolean {
  const type = table.entries.get("type")?.value;
  return type === undefined || (type.kind === "string" && type.value === "PipeSignature");
}
