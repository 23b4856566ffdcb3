import { createReport, FailureError } from "@perdure/failures";
import type { BridgeMode } from "../workflows/run-input.ts";

/**
 * Mistral's control plane was to be used, and nothing connects to it from here: code `perdure.backend_not_installed`. Thrown before
 * anything is started, stored or sent.
 */
export class MissingMistralWorkflowsHostError extends FailureError {
  constructor(mode: BridgeMode) {
    super({
      report: createReport("perdure.backend_not_installed", {
        message:
          `The mode '${mode}' of Mistral Workflows needs a workflow host, and none is set. Mistral's worker SDK is for Python ` +
          "(3.12 and newer); none is published for TypeScript, so Perdure does not connect to the hosted control plane.",
        user_action: {
          kind: "fix_configuration",
          detail:
            "Give a host (mistralWorkflows({ host }), for instance temporalHost from @perdure/mistral-workflows/hosts/temporal; " +
            'in perdure.toml [mistral_workflows] host = "temporal" and its address), ' +
            "call Perdure from an activity of a Python worker, or run with --backend direct.",
        },
        error_type: "MissingMistralWorkflowsHostError",
      }),
    });
  }
}
