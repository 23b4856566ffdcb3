import { statSync } from "node:fs";
import { direct } from "@perdure/direct";
import type { Backend, BackendHost, NodeRecord } from "@perdure/engine";
import { createFakeLeaves } from "@perdure/engine/testing";
import type { LeafAnswer } from "@perdure/engine/testing";
import { createFailure } from "@perdure/failures";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadSqlite } from "./database/load-sqlite.ts";
import { journal } from "./journal.ts";
import { journalHost, temporaryJournal } from "./testing/journal-host.fixture.ts";
import { chainJob, functionJob } from "./testing/test-runs.fixture.ts";

let place: ReturnType<typeof temporaryJournal>;
const opened: { close(): Promise<void> }[] = [];
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((backend) => backend.close()));
  place.remove();
});

const textOf: LeafAnswer = (call) => ({ text: `text of ${call.node_id}` });
function open(answer: LeafAnswer = textOf, clock = { now: 1_000_000, slept: [] as number[] }) {
  const leaves = createFakeLeaves(answer);
  const backend = journal({ file: place.file })(journalHost(leaves, clock));
  opened.push(backend);
  const tries = () => leaves.calls.map(({ node_id, attempt }) => `${node_id.split("/").at(-1)}:${attempt}`);
  return { backend, leaves, clock, tries };
}
const rateLimited = (retry_after_ms?: number) =>
  createFailure("provider.rate_limited", { message: "The provider limits the rate.", retry_after_ms });
const refused = () => createFailure("provider.credential_refused", { message: "The key is refused." });
const never = () => new Promise<never>(() => undefined);
const ofLeaf = (node: string, answer: LeafAnswer): LeafAnswer => {
  return (call, context) => (call.node_id === node ? answer(call, context) : textOf(call, context));
};

describe("a run on the journal", () => {
  it("gives the memory, the nodes and the usage that the direct backend gives", async () => {
    const job = chainJob("same", ["a", "b", "c"]);
    const here = await open().backend.execute(job);
    const there = await direct()(journalHost(createFakeLeaves(textOf))).execute(job);
    expect(here).toEqual(there);
  });

  it("is kept in a file that only its owner reads", async () => {
    await open().backend.execute(chainJob("private", ["a"]));
    expect(statSync(place.file).mode & 0o777).toBe(0o600);
  });

  it("tells a follower every node's last state", async () => {
    const last = new Map<string, NodeRecord>();
    const result = await open().backend.execute(chainJob("events", ["a", "b"]), {
      onEvent: ({ node }) => void last.set(node.node_id, node),
    });
    expect([...last.values()]).toEqual(result.nodes);
  });

  it("ends as cancelled when its signal says so, and its leaf sees it", async () => {
    const inside = Promise.withResolvers<void>();
    const { backend } = open((_call, { signal }) => {
      inside.resolve();
      return new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    });
    const handle = await backend.start(chainJob("cancelled", ["a", "b"]));
    await inside.promise;
    await handle.cancel("enough");
    await expect(handle.result()).rejects.toMatchObject({ report: { code: "run.cancelled" } });
    const there = await open().backend.attach("cancelled");
    expect(await there.status()).toMatchObject({ state: "canceled", failure: { code: "run.cancelled" } });
    // What cutting the leaf off made of it is not what the leaf came to.
    expect(rowsOf("SELECT leaf, state FROM leaves")).toEqual([{ leaf: "main/a", state: "started" }]);
  });
});

describe("a leaf that fails", () => {
  it("is repeated alone where its category allows, and waits at least what the provider asked for", async () => {
    const { backend, clock, tries } = open(
      ofLeaf("main/b", (_call, { attempt }) => {
        if (attempt < 3) throw rateLimited(40_000);
        return { text: "at last" };
      }),
    );
    const started = clock.now;
    const result = await backend.execute(chainJob("retried", ["a", "b", "c"]));
    expect(tries()).toEqual(["a:1", "b:1", "b:2", "b:3", "c:1"]);
    expect(clock.slept).toHaveLength(2);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(started + 40_000);
    expect(result.nodes.find(({ node_id }) => node_id === "main/b")).toMatchObject({ attempt: 3, status: "succeeded" });
  });

  it("is not repeated where its category does not allow it, and says where it happened", async () => {
    const { backend, tries } = open(
      ofLeaf("main/b", () => {
        throw refused();
      }),
    );
    const handle = await backend.start(chainJob("refused", ["a", "b", "c"]));
    await expect(handle.result()).rejects.toMatchObject({
      report: {
        code: "provider.credential_refused",
        retryable: false,
        location: { pipe: "test.b", node: "main/b" },
      },
      transport: { attempt: 1 },
    });
    expect(tries()).toEqual(["a:1", "b:1"]);
    const status = await (await open().backend.attach("refused")).status();
    expect(status).toMatchObject({ state: "failed", failure: { code: "provider.credential_refused" } });
    expect(status.nodes.map(({ node_id, status }) => [node_id, status])).toEqual([
      ["main", "failed"],
      ["main/a", "succeeded"],
      ["main/b", "failed"],
    ]);
  });

  it("is given up after the attempts of the policy", async () => {
    const { backend, tries } = open(() => {
      throw rateLimited();
    });
    await expect(backend.execute(chainJob("exhausted", ["a"]))).rejects.toMatchObject({
      report: { code: "provider.rate_limited" },
      transport: { attempt: 5 },
    });
    expect(tries()).toEqual(["a:1", "a:2", "a:3", "a:4", "a:5"]);
  });

  it("hides what a bug in it said", async () => {
    const { backend, tries } = open(() => {
      throw new TypeError("secret detail");
    });
    const error: unknown = await backend.execute(chainJob("bug", ["a"])).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ report: { code: "runtime.unexpected" } });
    expect(JSON.stringify(error)).not.toContain("secret detail");
    expect(tries()).toEqual(["a:1"]);
  });
});

describe("a run id", () => {
  it("with the same job is the run that exists, and with another job is refused", async () => {
    const { backend, tries } = open();
    await backend.execute(chainJob("same", ["a"]));
    const again = await backend.start(chainJob("same", ["a"]));
    expect(await again.result()).toMatchObject({ run_id: "same" });
    expect(tries()).toEqual(["a:1"]);
    await expect(backend.start(chainJob("same", ["b"]))).rejects.toMatchObject({
      report: { code: "request.idempotency_conflict" },
    });
  });

  it("that nobody used is refused, and makes no file", async () => {
    const { backend } = open();
    for (const asking of [backend.attach("nobody"), backend.resume("nobody")]) {
      await expect(asking).rejects.toMatchObject({ report: { code: "run.not_found" } });
    }
    expect(await statesOf(backend)).toEqual([]);
    expect(statSync(place.file, { throwIfNoEntry: false })).toBeUndefined();
  });
});

describe("a run that stopped", () => {
  it("after it failed is resumed, calling only what is missing, with fresh attempts", async () => {
    let isRefused = true;
    const answer = ofLeaf("main/b", (_call, { attempt }) => {
      if (isRefused && attempt === 2) throw refused();
      if (isRefused) throw rateLimited();
      return { text: "b" };
    });
    const first = open(answer);
    await expect(first.backend.execute(chainJob("mended", ["a", "b", "c"]))).rejects.toThrow();
    expect(first.tries()).toEqual(["a:1", "b:1", "b:2"]);
    isRefused = false;
    const second = open(answer);
    const result = await (await second.backend.resume("mended")).result();
    expect(second.tries()).toEqual(["b:1", "c:1"]);
    expect(result.nodes.map(({ node_id, restored }) => [node_id, restored])).toEqual([
      ["main", undefined],
      ["main/a", true],
      ["main/b", undefined],
      ["main/c", undefined],
    ]);
  });

  it("because its journal could not be written can be taken up at once", async () => {
    const { DatabaseSync } = loadSqlite();
    const first = open((call) => {
      const other = new DatabaseSync(place.file);
      other.exec("ALTER TABLE leaves RENAME TO elsewhere");
      other.close();
      return { text: call.node_id };
    });
    await expect(first.backend.execute(chainJob("unwritten", ["a", "b"]))).rejects.toMatchObject({
      report: { code: "perdure.journal_unreadable", location: { file: place.file } },
    });
    const mended = new DatabaseSync(place.file);
    mended.exec("ALTER TABLE elsewhere RENAME TO leaves");
    mended.close();
    const second = open();
    await (await second.backend.resume("unwritten")).result();
    expect(second.tries()).toEqual(["a:2", "b:1"]);
  });

  it("after it completed gives its result and calls nothing", async () => {
    const result = await open().backend.execute(chainJob("done", ["a", "b"]));
    const { backend, tries } = open();
    expect(await (await backend.resume("done")).result()).toEqual(result);
    expect(tries()).toEqual([]);
  });

  it("because its process left it is taken up by another one, which calls what was in flight again", async () => {
    const inside = Promise.withResolvers<void>();
    const first = open(
      ofLeaf("main/b", () => {
        inside.resolve();
        return never();
      }),
    );
    const left = await first.backend.start(chainJob("left", ["a", "b", "c"]));
    await inside.promise;
    await left.detach();
    await expect(left.result()).rejects.toMatchObject({ report: { code: "run.not_finished" } });
    const second = open();
    expect(await statesOf(second.backend)).toEqual(["interrupted"]);
    await (await second.backend.resume("left")).result();
    expect(second.tries()).toEqual(["b:2", "c:1"]);
  });

  it("while a leaf waited goes on to wait until the time that was set", async () => {
    const waits = Promise.withResolvers<void>();
    const leaves = createFakeLeaves(
      ofLeaf("main/b", (_call, { attempt }) => {
        if (attempt === 1) throw rateLimited(90_000);
        return { text: "b" };
      }),
    );
    const sleepUntil = untilAborted(() => waits.resolve());
    const first = journal({ file: place.file })({ ...journalHost(leaves), sleepUntil });
    opened.push(first);
    const left = await first.start(chainJob("asleep", ["a", "b"]));
    await waits.promise;
    // The wait is no call in flight, and leaving does not wait for it.
    await left.detach();
    const second = open(textOf, { now: 1_010_000, slept: [] });
    await (await second.backend.resume("asleep")).result();
    expect(second.clock.slept).toHaveLength(1);
    expect(second.clock.slept[0]).toBeGreaterThanOrEqual(1_090_000);
    expect(second.tries()).toEqual(["b:2"]);
  });

  it("whose job this version cannot read stays as it was", async () => {
    const { backend } = open(() => {
      throw refused();
    });
    await expect(backend.execute(chainJob("newer", ["a"]))).rejects.toThrow();
    const database = new (loadSqlite().DatabaseSync)(place.file);
    database.exec("UPDATE runs SET job = json_set(job, '$.schema', 99)");
    database.close();
    await expect(backend.resume("newer")).rejects.toMatchObject({ report: { code: "perdure.schema_unsupported" } });
    const status = await (await backend.attach("newer")).status();
    expect(status).toMatchObject({ state: "failed", failure: { code: "provider.credential_refused" } });
    expect(status.nodes).toHaveLength(2);
  });

  it("inside a function that must not run twice fails, and runs it again only when somebody resumes after that", async () => {
    const inside = Promise.withResolvers<void>();
    const first = open(
      ofLeaf("main/pay", () => {
        inside.resolve();
        return never();
      }),
    );
    const left = await first.backend.start(functionJob("paid", "effectful"));
    await inside.promise;
    await left.detach();
    const second = open();
    await expect((await second.backend.resume("paid")).result()).rejects.toMatchObject({
      report: { code: "perdure.leaf_interrupted", location: { node: "main/pay" } },
    });
    expect(second.tries()).toEqual([]);
    await (await second.backend.resume("paid")).result();
    expect(second.tries()).toEqual(["pay:1", "c:1"]);
  });

  it("inside a function whose receiver tells repeats goes on by itself, and the interrupted attempt counts", async () => {
    const inside = Promise.withResolvers<void>();
    const first = open(
      ofLeaf("main/pay", () => {
        inside.resolve();
        return never();
      }),
    );
    const left = await first.backend.start(functionJob("keyed", "idempotent"));
    await inside.promise;
    await left.detach();
    const second = open();
    await (await second.backend.resume("keyed")).result();
    expect(second.tries()).toEqual(["pay:2", "c:1"]);
  });

  it("inside a billed call is not repeated where repeating it is not allowed", async () => {
    const inside = Promise.withResolvers<void>();
    const first = open(
      ofLeaf("main/b", () => {
        inside.resolve();
        return never();
      }),
    );
    const job = { ...chainJob("thrifty", ["a", "b"]), repeat_billable: "never" as const };
    const left = await first.backend.start(job);
    await inside.promise;
    await left.detach();
    const second = open();
    await expect((await second.backend.resume("thrifty")).result()).rejects.toMatchObject({
      report: { code: "perdure.leaf_interrupted" },
    });
    expect(second.tries()).toEqual([]);
  });
});

describe("a process that leaves a run", () => {
  it("lets what is in flight end, records it, and starts nothing more", async () => {
    const answered = Promise.withResolvers<void>();
    const inside = Promise.withResolvers<void>();
    const leaves = createFakeLeaves(
      ofLeaf("main/a", async () => {
        inside.resolve();
        await answered.promise;
        return { text: "paid for" };
      }),
    );
    const first = journal({ file: place.file })({ ...journalHost(leaves), sleepUntil: untilAborted() });
    opened.push(first);
    const left = await first.start(chainJob("graceful", ["a", "b"]));
    await inside.promise;
    const leaving = left.detach();
    answered.resolve();
    await leaving;
    expect(leaves.calls.map(({ node_id }) => node_id)).toEqual(["main/a"]);
    const second = open();
    const result = await (await second.backend.resume("graceful")).result();
    expect(second.tries()).toEqual(["b:1"]);
    expect(result.memory.root["a"]?.value).toMatchObject({ inline: { text: "paid for" } });
  });
});

describe("a backend that closes", () => {
  it("leaves a run that it took up again the moment after it had left it", async () => {
    const inside = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { backend } = open((_call, { attempt }) => {
      inside[attempt - 1]?.resolve();
      return never();
    });
    const left = await backend.start(chainJob("again", ["a"]));
    await inside[0]?.promise;
    await left.detach();
    const again = await backend.resume("again");
    await inside[1]?.promise;
    await backend.close();
    await expect(again.result()).rejects.toMatchObject({ report: { code: "run.not_finished" } });
    expect(await statesOf(open().backend)).toEqual(["interrupted"]);
  });

  it("ends what follows a run that another process drives", async () => {
    const inside = Promise.withResolvers<void>();
    const first = open(() => {
      inside.resolve();
      return never();
    });
    await first.backend.start(chainJob("elsewhere", ["a"]));
    await inside.promise;
    const second = open();
    const following = await second.backend.attach("elsewhere");
    const events = following.events()[Symbol.asyncIterator]();
    await events.next();
    const [result, rest] = [following.result(), restOf(events)];
    result.catch(() => undefined);
    await second.backend.close();
    await expect(result).rejects.toMatchObject({ report: { code: "run.not_finished" } });
    await rest;
  });
});

describe("a second process", () => {
  it("follows a run to its end, and may not drive it", async () => {
    const inside = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const first = open(
      ofLeaf("main/b", async () => {
        inside.resolve();
        await answered.promise;
        return { text: "b" };
      }),
    );
    const driving = await first.backend.start(chainJob("followed", ["a", "b", "c", "d"]));
    await inside.promise;
    const { backend, tries } = open();
    const following = await backend.attach("followed");
    expect((await following.status()).state).toBe("running");
    await expect(backend.resume("followed")).rejects.toMatchObject({ report: { code: "perdure.run_in_progress" } });
    const last = new Map<string, NodeRecord>();
    const watched = (async () => {
      for await (const { node } of following.events()) last.set(node.node_id, node);
    })();
    answered.resolve();
    const result = await driving.result();
    await watched;
    expect(await following.result()).toEqual(result);
    expect(new Set([...last.values()].map(({ node_id, status }) => `${node_id} ${status}`))).toEqual(
      new Set(result.nodes.map(({ node_id, status }) => `${node_id} ${status}`)),
    );
    expect(tries()).toEqual([]);
  });

  it("cancels a run that another one drives", async () => {
    const inside = Promise.withResolvers<void>();
    const first = open(() => {
      inside.resolve();
      return never();
    });
    const driving = await first.backend.start(chainJob("stopped", ["a"]));
    await inside.promise;
    const there = await open().backend.attach("stopped");
    await there.cancel("not needed");
    await expect(driving.result()).rejects.toMatchObject({ report: { code: "run.cancelled" } });
    expect(await there.status()).toMatchObject({ state: "canceled" });
  });

  it("cancels a run that nobody drives, at once, and not one that has ended", async () => {
    const inside = Promise.withResolvers<void>();
    const first = open(() => {
      inside.resolve();
      return never();
    });
    const left = await first.backend.start(chainJob("dropped", ["a"]));
    await inside.promise;
    await left.detach();
    const second = open();
    const there = await second.backend.attach("dropped");
    await there.cancel();
    expect(await there.status()).toMatchObject({ state: "canceled", failure: { code: "run.cancelled" } });
    await second.backend.execute(chainJob("over", ["a"]));
    await expect((await second.backend.attach("over")).cancel()).rejects.toMatchObject({
      report: { code: "run.already_ended" },
    });
  });
});

describe("the lease of a run", () => {
  it("is seen to be lost by a process whose call goes on for ever", async () => {
    const inside = Promise.withResolvers<void>();
    const first = open(() => {
      inside.resolve();
      return never();
    });
    const slow = await first.backend.start(chainJob("deaf", ["a"]));
    await inside.promise;
    const second = open(textOf, { now: first.clock.now + 15_001, slept: [] });
    await (await second.backend.resume("deaf")).result();
    await expect(slow.result()).rejects.toMatchObject({ report: { code: "perdure.run_in_progress" } });
  });

  it("is taken over when it has ended, and whoever lost it writes nothing more", async () => {
    const inside = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const first = open(
      ofLeaf("main/a", async () => {
        inside.resolve();
        await answered.promise;
        return { text: "too late" };
      }),
    );
    const slow = await first.backend.start(chainJob("stolen", ["a", "b"]));
    await inside.promise;
    const second = open(textOf, { now: first.clock.now + 15_001, slept: [] });
    const result = await (await second.backend.resume("stolen")).result();
    answered.resolve();
    await expect(slow.result()).rejects.toMatchObject({ report: { code: "perdure.run_in_progress" } });
    expect(result.memory.root["a"]?.value).toMatchObject({ inline: { text: "text of main/a" } });
    expect(second.tries()).toEqual(["a:2", "b:1"]);
    expect(await (await open().backend.attach("stolen")).result()).toEqual(result);
  });
});

function rowsOf(sql: string): readonly unknown[] {
  const database = new (loadSqlite().DatabaseSync)(place.file);
  try {
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}

async function statesOf(backend: Backend): Promise<readonly string[]> {
  const states: string[] = [];
  for await (const { state } of backend.list()) states.push(state);
  return states;
}

async function restOf(events: AsyncIterator<unknown>): Promise<void> {
  while ((await events.next()).done !== true);
}

/** Sleeps until its signal ends it. */
function untilAborted(onSleep: () => void = () => undefined): BackendHost["sleepUntil"] {
  return (_time, signal) => {
    onSleep();
    return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
  };
}
