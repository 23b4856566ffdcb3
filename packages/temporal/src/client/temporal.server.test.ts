import { TestWorkflowEnvironment } from "@temporalio/testing";
import { createFailure, isFailureError } from "@perdure/failures";
import type { FailureReport } from "@perdure/failures";
import type { NodeRecord } from "@perdure/engine";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { provisionTestServer } from "../dev-server/provision.ts";
import { backendHost } from "../testing/backend-host.fixture.ts";
import { scriptedLeaves } from "../testing/scripted-leaves.fixture.ts";
import { batchJob, sequenceJob } from "../testing/sequence-job.fixture.ts";
import { installQuietRuntime } from "../worker/quiet-runtime.ts";
import { temporal } from "./temporal.ts";

let server: TestWorkflowEnvironment;
beforeAll(async () => {
  installQuietRuntime(() => undefined);
  const { path } = await provisionTestServer();
  server = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: "existing-path", path } },
  });
  await server.connection.testService?.unlockTimeSkipping({});
}, 60_000);
afterAll(() => server?.teardown());

const backendOf = (leaves: ReturnType<typeof scriptedLeaves>) =>
  temporal({ address: server.address })(backendHost(leaves));

async function failureOf(work: Promise<unknown>): Promise<FailureReport> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isFailureError(error)) throw new Error("it did not fail with a report", { cause: error });
  return error.report;
}
const rateLimited = (retry_after_ms: number) =>
  createFailure("provider.rate_limited", { message: "The provider limits the rate.", retry_after_ms });

describe("a run on the time-skipping server", { timeout: 30_000 }, () => {
  it("gives the memory, the final state of every node, and the tokens", async () => {
    const leaves = scriptedLeaves();
    const backend = backendOf(leaves);
    const result = await backend.execute(sequenceJob("complete", ["a", "b", "c"]));
    expect(leaves.tries()).toEqual({ a: 1, b: 1, c: 1 });
    expect(result.memory.root["c"]?.value).toMatchObject({ inline: { text: "text of main/c" } });
    expect(result.nodes.map(({ node_id, status }) => [node_id, status])).toEqual([
      ["main", "succeeded"],
      ["main/a", "succeeded"],
      ["main/b", "succeeded"],
      ["main/c", "succeeded"],
    ]);
    expect(result.usage).toEqual({ input_tokens: 9, output_tokens: 6 });
    await backend.close();
  });

  it("retries a transient failure alone and waits at least what the provider asked for", async () => {
    const starts: number[] = [];
    const leaves = scriptedLeaves({
      async b(_call, { attempt }) {
        starts.push(await server.currentTimeMs());
        if (attempt < 3) throw rateLimited(40_000);
        return "at last";
      },
    });
    const backend = backendOf(leaves);
    const result = await backend.execute(sequenceJob("retried", ["a", "b", "c"]));
    expect(leaves.tries()).toEqual({ a: 1, b: 3, c: 1 });
    const [first = 0, second = 0, third = 0] = starts;
    expect(second - first).toBeGreaterThanOrEqual(40_000);
    expect(third - second).toBeGreaterThanOrEqual(40_000);
    expect(result.nodes.find(({ node_id }) => node_id === "main/b")?.attempt).toBe(3);
    await backend.close();
  });

  it("does not retry a failure that waiting does not cure, and reports it where it happened", async () => {
    const leaves = scriptedLeaves({
      b: () => {
        throw createFailure("provider.credential_refused", { message: "The key is refused.", provider: "emulated" });
      },
    });
    const backend = backendOf(leaves);
    const handle = await backend.start(sequenceJob("refused", ["a", "b", "c"]));
    const report = await failureOf(handle.result());
    expect(leaves.tries()).toEqual({ a: 1, b: 1 });
    expect(report).toMatchObject({
      code: "provider.credential_refused",
      category: "configuration",
      retryable: false,
      provider: "emulated",
      location: { pipe: "shop.b", node: "main/b" },
    });
    const status = await handle.status();
    expect(status.state).toBe("failed");
    expect(status.failure).toEqual(report);
    expect(status.nodes.find(({ node_id }) => node_id === "main/b")?.status).toBe("failed");
    await backend.close();
  });

  it("gives up after five attempts", async () => {
    const leaves = scriptedLeaves({
      a: () => {
        throw rateLimited(1000);
      },
    });
    const backend = backendOf(leaves);
    const report = await failureOf(backend.execute(sequenceJob("exhausted", ["a"])));
    expect(leaves.tries()).toEqual({ a: 5 });
    expect(report).toMatchObject({ code: "provider.rate_limited", retry_after_ms: 1000 });
    await backend.close();
  });

  it("hands a bug in a leaf up as a failure of the run, at once", async () => {
    const leaves = scriptedLeaves({
      a: () => {
        throw new TypeError("secret detail");
      },
    });
    const backend = backendOf(leaves);
    const report = await failureOf(backend.execute(sequenceJob("leaf-bug", ["a"])));
    expect(report).toMatchObject({ code: "runtime.unexpected", category: "unknown" });
    expect(JSON.stringify(report)).not.toContain("secret detail");
    expect(leaves.tries()).toEqual({ a: 1 });
    await backend.close();
  });

  it("fails a run whose workflow code has a bug, instead of hanging", async () => {
    const backend = backendOf(scriptedLeaves());
    const broken = { ...sequenceJob("workflow-bug", ["a"]), plan: null } as never;
    expect(await failureOf(backend.execute(broken))).toMatchObject({ code: "runtime.unexpected" });
    await backend.close();
  });

  it("cancels the leaf in flight and ends as cancelled", async () => {
    let started: () => void = () => undefined;
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    let aborted = false;
    const leaves = scriptedLeaves({
      a: (_call, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            aborted = true;
            reject(new Error("aborted"));
          });
          started();
        }),
    });
    const backend = backendOf(leaves);
    const handle = await backend.start(sequenceJob("cancelled", ["a", "b"]));
    await running;
    await handle.cancel();
    expect(await failureOf(handle.result())).toMatchObject({ code: "run.cancelled" });
    expect(aborted).toBe(true);
    expect(leaves.tries()).toEqual({ a: 1 });
    expect((await handle.status()).state).toBe("canceled");
    await backend.close();
  });

  it("runs a batch and shows every item", async () => {
    const leaves = scriptedLeaves();
    const backend = backendOf(leaves);
    const result = await backend.execute(batchJob("batch", 20));
    expect(leaves.ledger).toHaveLength(20);
    expect(result.nodes.filter(({ status }) => status === "succeeded").length).toBeGreaterThanOrEqual(21);
    await backend.close();
  });

  it("tells a follower every node's last state", async () => {
    const backend = backendOf(scriptedLeaves());
    const last = new Map<string, NodeRecord>();
    const result = await backend.execute(sequenceJob("events", ["a", "b"]), {
      onEvent: ({ node }) => void last.set(node.node_id, node),
    });
    expect([...last.values()].map(({ node_id, status }) => [node_id, status])).toEqual(
      result.nodes.map(({ node_id, status }) => [node_id, status]),
    );
    await backend.close();
  });

  it("is the same run when the same job is started again, and refuses another job under its id", async () => {
    const leaves = scriptedLeaves();
    const backend = backendOf(leaves);
    await backend.execute(sequenceJob("same", ["a"]));
    const again = await backend.start(sequenceJob("same", ["a"]));
    expect((await again.result()).run_id).toBe("same");
    expect(leaves.tries()).toEqual({ a: 1 });
    expect(await failureOf(backend.start(sequenceJob("same", ["b"])))).toMatchObject({
      code: "request.idempotency_conflict",
    });
    await backend.close();
  });

  it("resumes a run that failed and calls only what is missing", async () => {
    let refused = true;
    const leaves = scriptedLeaves({
      b: () => {
        if (refused) throw createFailure("provider.credential_refused", { message: "The key is refused." });
        return "b";
      },
    });
    const backend = backendOf(leaves);
    await failureOf(backend.execute(sequenceJob("mended", ["a", "b", "c"])));
    refused = false;
    const handle = await backend.resume("mended");
    const result = await handle.result();
    expect(leaves.tries()).toEqual({ a: 1, b: 2, c: 1 });
    expect(result.nodes.find(({ node_id }) => node_id === "main/a")?.restored).toBe(true);
    await backend.close();
  });

  it("names a run that does not exist", async () => {
    const backend = backendOf(scriptedLeaves());
    expect(await failureOf(backend.attach("nobody"))).toMatchObject({ code: "run.not_found" });
    await backend.close();
  });

  it("refuses a job that no message can carry before it is sent", async () => {
    const backend = backendOf(scriptedLeaves());
    const job = { ...sequenceJob("huge", ["a"]), labels: { text: "x".repeat(2_000_000) } };
    expect(await failureOf(backend.start(job))).toMatchObject({ code: "perdure.payload_too_large" });
    await backend.close();
  });
});

describe("an address where nobody listens", () => {
  it("is refused with the address in the message", { timeout: 10_000 }, async () => {
    const backend = temporal({ address: "127.0.0.1:1" })(backendHost(scriptedLeaves()));
    const report = await failureOf(backend.start(sequenceJob("unreachable", ["a"])));
    expect(report.code).toBe("perdure.backend_unreachable");
    expect(report.message).toContain("127.0.0.1:1");
    await backend.close();
  });
});
