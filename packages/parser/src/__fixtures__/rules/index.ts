import { BUNDLE_RULES } from "./bundle-rules.ts";
import { COMPOSE_RULES } from "./compose-rules.ts";
import { CONCEPT_RULES } from "./concept-rules.ts";
import { CONTROLLER_RULES } from "./controller-rules.ts";
import { FIELD_RULES } from "./field-rules.ts";
import { JUDGE_RULES } from "./judge-rules.ts";
import { OPERATOR_RULES } from "./operator-rules.ts";
import { WIRING_RULES } from "./wiring-rules.ts";
import type { Rule } from "./rule.ts";

/** A row for each rule of bundles and of methods. */
export const RULES: readonly Rule[] = [
  ...BUNDLE_RULES,
  ...CONCEPT_RULES,
  ...FIELD_RULES,
  ...OPERATOR_RULES,
  ...JUDGE_RULES,
  ...COMPOSE_RULES,
  ...CONTROLLER_RULES,
  ...WIRING_RULES,
];
