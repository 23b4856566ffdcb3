import { ERROR_RULES, NETWORK_RULES } from "./error-rules.ts";
import { PROVIDER_RULES } from "./provider-rules.ts";
import type { Rule } from "./rule.ts";
import { STATUS_RULES } from "./status-rules.ts";

/** Every rule in the order of decision: kinds of errors, a provider's words, statuses, the network. */
export const RULES: readonly Rule[] = Object.freeze([
  ...ERROR_RULES,
  ...PROVIDER_RULES,
  ...STATUS_RULES,
  ...NETWORK_RULES,
]);
