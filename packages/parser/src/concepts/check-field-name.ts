import { toSnakeName } from "../library/names.ts";
import type { Bundle } from "../library/bundle.ts";
import { INERT_NAMES, isFieldName } from "../library/names.ts";
import type { TomlEntry } from "../source/toml-tree.ts";

/** Names that the structures of the reference runtime keep for themselves. */
const RESERVED: ReadonlySet<string> = new Set([
  "model_computed_fields",
  "model_config",
  "model_construct",
  "model_copy",
  "model_dump",
  "model_dump_json",
  "model_extra",
  "model_fields",
  "model_fields_set",
  "model_json_schema",
  "model_parametrized_name",
  "model_post_init",
  "model_rebuild",
  "model_validate",
  "model_validate_json",
  "model_validate_strings",
]);
/** Words that a runtime written in Python cannot give to a field. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in
  is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/u),
);

/** Reports a name that no field can have, and warns of one that other runtimes refuse or that is no snake_case. */
export function checkFieldName({ reporter }: Bundle, { key, keySpan }: TomlEntry): void {
  const params = { field: key };
  if (INERT_NAMES.has(key) || RESERVED.has(key)) {
    reporter.report("field.name_reserved", keySpan, { ...params, key });
  } else if (key.startsWith("_")) {
    const suggestion = key.replace(/^_+/u, "");
    reporter.report("field.name_private", keySpan, { ...params, key }, isFieldName(suggestion) ? { suggestion } : {});
  } else if (!isFieldName(key)) {
    reporter.report("field.name_malformed", keySpan, { ...params, key });
  } else if (KEYWORDS.has(key)) {
    reporter.report("field.name_keyword", keySpan, { ...params, key });
  } else if (/[A-Z]/u.test(key)) {
    const suggestion = toSnakeName(key);
    reporter.report("field.name_style", keySpan, { ...params, key, suggestion }, { suggestion });
  }
}
