import type { NodeRecord } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { afterEach, beforeEach, expect, it } from "vitest";
import { currentProcess } from "../lease/process-identity.ts";
import { temporaryJournal } from "../testing/journal-host.fixture.ts";
import { chainJob } from "../testing/test-runs.fixture.ts";
import { openJournal } from "./open-journal.ts";

let place: ReturnType<typeof temporaryJournal>;
beforeEach(() => {
  place = temporaryJournal();
});
afterEach(() => place.remove());

it("shows of a run that is taken up nothing that an earlier process told of its nodes", () => {
  const journal = openJournal(place.file, currentProcess(), true);
  const { runs, nodes } = journal;
  const claim = runs.create(chainJob("run", ["a"]), 0);
  if (claim === undefined) throw new Error("The run was not created");
  const node: NodeRecord = { node_id: "main", pipe: "test.main", type: "PipeSequence", status: "failed", seq: 2 };
  nodes.put(claim, 1, node);
  expect(nodes.all("run")).toEqual([node]);
  const failure = createFailure("provider.failed", { message: "The provider failed." });
  runs.end(claim, { state: "failed", failure, nodes: [node], ended_at: 1 });
  const next = runs.claim("run", 2);
  expect(nodes.all("run")).toEqual([]);
  nodes.put(next, 1, { ...node, status: "running", seq: 1 });
  expect(nodes.since("run", claim.epoch).nodes).toMatchObject([{ status: "running" }]);
  journal.close();
});
