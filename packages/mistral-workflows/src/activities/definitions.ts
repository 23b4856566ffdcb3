import type { BackendHost } from "@perdure/engine";
import type { HostDefinitions } from "../host/workflow-host.ts";
import { DELIVER, PIPE_CONTROLLER, PIPE_RUN, RUN_LEAF, RUN_PIPE } from "../workflows/names.ts";
import { pipeController } from "../workflows/pipe-controller.ts";
import { pipeRun } from "../workflows/pipe-run.ts";
import { createDeliver } from "./deliver.ts";
import type { DeliveryPorts } from "./deliver.ts";
import { createRunLeaf } from "./run-leaf.ts";
import { createRunPipe } from "./run-pipe.ts";
import type { OnWalk } from "./run-pipe.ts";

/** What a host runs for us. */
export function definitionsFor(
  host: BackendHost,
  { delivery, onWalk }: { readonly delivery?: DeliveryPorts | undefined; readonly onWalk?: OnWalk },
): HostDefinitions {
  return {
    workflows: { [PIPE_RUN]: pipeRun, [PIPE_CONTROLLER]: pipeController },
    activities: {
      [RUN_LEAF]: createRunLeaf(host),
      [RUN_PIPE]: createRunPipe(host, onWalk),
      [DELIVER]: createDeliver(host, delivery ?? {}),
    },
  };
}
