import type { UserActionKind } from "../report.ts";

/** The kinds of a next step in the MTHDS protocol. */
export type StepKind =
  | "retry"
  | "wait"
  | "read_run"
  | "refresh"
  | "change_input"
  | "change_method"
  | "change_model"
  | "check_credentials"
  | "request_access"
  | "check_account"
  | "fix_configuration"
  | "upgrade"
  | "contact_owner"
  | "report";

/** Each of our actions as a step of the protocol. */
export const STEP_OF_ACTION: Readonly<Record<UserActionKind, StepKind>> = {
  wait_and_retry: "wait",
  check_billing: "check_account",
  check_credentials: "check_credentials",
  change_input: "change_input",
  change_method: "change_method",
  change_model: "change_model",
  fix_configuration: "fix_configuration",
  read_run: "read_run",
  upgrade: "upgrade",
  contact_support: "report",
  unknown: "report",
};

/** Each step of the protocol as the action that comes nearest; `refresh` has none, so only its sentence says what to do. */
export const ACTION_OF_STEP: Readonly<Record<StepKind, UserActionKind>> = {
  retry: "wait_and_retry",
  wait: "wait_and_retry",
  read_run: "read_run",
  refresh: "unknown",
  change_input: "change_input",
  change_method: "change_method",
  change_model: "change_model",
  check_credentials: "check_credentials",
  request_access: "check_credentials",
  check_account: "check_billing",
  fix_configuration: "fix_configuration",
  upgrade: "upgrade",
  contact_owner: "contact_support",
  report: "contact_support",
};
