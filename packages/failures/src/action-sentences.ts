import type { UserActionKind } from "./report.ts";

/** What each kind of action asks for, where no sentence of a code's own fits: names no provider, model or place. */
export const ACTION_SENTENCES: Readonly<Record<UserActionKind, string>> = {
  wait_and_retry: "Wait, then run it again.",
  check_billing: "Check the quota and the credit of the account.",
  check_credentials: "Check the credential.",
  change_input: "Change the input.",
  change_method: "Change the method.",
  change_model: "Choose another model.",
  fix_configuration: "Correct the configuration.",
  read_run: "Read the run before it is started again.",
  upgrade: "Install another version.",
  contact_support: "Report it to who operates this.",
  unknown: "No step is known; report it.",
};
