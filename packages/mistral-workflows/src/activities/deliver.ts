import { digestOf, mainStuffJson } from "@perdure/engine";
import type { BackendHost } from "@perdure/engine";
import type { Crate, Json } from "@perdure/crate";
import { createFailure, mayAutoRetry, retryDelay, withTransport, DEFAULT_RETRY_POLICY } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import type { FailureError } from "@perdure/failures";
import { redactReport } from "@perdure/failures/problem";
import type { WebhookTarget } from "../bridge/delivery-assignment.ts";
import { wireOutput } from "../bridge/wire-output.ts";
import { HostFailure } from "../host/host-failure.ts";
import type { ActivityFunction } from "../host/workflow-host.ts";
import type { DeliveryInput } from "../workflows/run-input.ts";
import { withHeartbeat } from "./with-heartbeat.ts";

/** What deliveries are made through. */
export interface DeliveryPorts {
  /** Puts a file into the caller's storage. Absent: an assignment with storage is refused. */
  readonly store?: (key: string, body: Json) => Promise<void>;
  /** Default: the platform's own. */
  readonly fetch?: typeof fetch;
}

/** The activity that delivers the end of a run: storage first, on success alone; then every webhook. */
export function createDeliver(
  { contents, random }: Pick<BackendHost, "contents" | "random">,
  ports: DeliveryPorts,
): ActivityFunction {
  const store = async (key: string, body: Json): Promise<void> => {
    if (ports.store !== undefined) return ports.store(key, body);
    throw createFailure("runtime.misconfigured", {
      message: "A run is to be delivered to storage, and none is set up.",
      user_action: { kind: "fix_configuration", detail: "Give the bridge `delivery: { store }`." },
    });
  };
  const post = async (target: WebhookTarget, body: Json): Promise<void> => {
    const response = await (ports.fetch ?? fetch)(target.url, {
      method: "POST",
      headers: { ...target.headers, "content-type": "application/json" },
      body: JSON.stringify(body),
      redirect: "error",
    });
    await response.body?.cancel();
    if (!response.ok) throw refused(response.status);
  };
  return (json, context) =>
    withHeartbeat(context, async () => {
      const { run_id, crate, assignment, end } = json as unknown as DeliveryInput;
      const { storage, webhooks } = assignment;
      try {
        const isDone = "memory" in end;
        if (isDone && storage !== undefined) {
          const { concepts } = await readCrate(crate.content, contents);
          await store(`${storage.key_prefix}main_stuff.json`, await mainStuffJson(end.memory, contents));
          await store(`${storage.key_prefix}working_memory.json`, await wireOutput(end.memory, contents, concepts));
        }
        for (const webhook of webhooks) {
          const error = isDone ? undefined : webhook.problem_view === "strict" ? redactReport(end.report) : end.report;
          await post(webhook, {
            ...webhook.payload,
            pipeline_run_id: run_id,
            state: isDone ? "COMPLETED" : "FAILED",
            status: isDone ? "COMPLETED" : "FAILED",
            ...(isDone && storage !== undefined ? { result_url: `${storage.key_prefix}main_stuff.json` } : {}),
            ...(error === undefined ? {} : { error: error as unknown as Json }),
          });
        }
        return null;
      } catch (error) {
        const failure = withTransport(toFailure(error, { effect: "idempotent" }), { attempt: context.attempt });
        const repeats = mayAutoRetry(failure.report, "idempotent");
        const delay = retryDelay(failure.report, context.attempt, DEFAULT_RETRY_POLICY, random);
        throw new HostFailure(failure, repeats ? { repeat_after_ms: delay } : {});
      }
    });
}

function refused(status: number): FailureError {
  const isTheirs = status >= 500 || status === 429 || status === 408;
  return createFailure(isTheirs ? "runtime.unavailable" : "runtime.misconfigured", {
    message: `A webhook answered with the status ${status}.`,
  });
}

async function readCrate(content: string, contents: BackendHost["contents"]): Promise<Crate> {
  const digest = digestOf(content);
  if (digest === undefined)
    throw createFailure("runtime.unexpected", { message: "The crate of the run has no digest." });
  return JSON.parse(new TextDecoder().decode(await contents.get(digest))) as Crate;
}
