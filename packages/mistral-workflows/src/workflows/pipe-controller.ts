import { interpretPipe } from "@perdure/engine";
import type { WorkflowFunction } from "../host/workflow-host.ts";
import { asJson } from "./as-json.ts";
import { PROGRESS } from "./names.ts";
import { nativeEnvironment } from "./native-environment.ts";
import { guardPayload } from "./payload-guard.ts";
import { createProgress } from "./progress.ts";
import type { ControllerInput } from "./run-input.ts";
import { endFailed } from "./end-failed.ts";

/** One controller of a run. */
export const pipeController: WorkflowFunction = async (context, json) => {
  const { job, call, settings } = json as unknown as ControllerInput;
  const progress = createProgress();
  context.onQuery(PROGRESS, () => asJson(progress.answer()));
  try {
    const result = asJson(await interpretPipe(job, call, nativeEnvironment(context, job, settings, progress)));
    guardPayload(`What ${call.pipe} leaves behind`, result, settings.max_payload_bytes);
    return result;
  } catch (error) {
    throw endFailed(error, progress);
  }
};
