import { emptyMemory, memoryContents, toContentReference } from "@perdure/engine";
import { expect, it } from "vitest";
import { readOutputs } from "./run-outputs.ts";

it("says of a run whose method another version wrote that it cannot be read here", async () => {
  const contents = memoryContents();
  const crate = { schema: 99, fingerprint: "0".repeat(64), concepts: {}, pipes: {} };
  const content = toContentReference(await contents.put(Buffer.from(JSON.stringify(crate))));
  const result = { run_id: "newer", memory: emptyMemory, nodes: [], usage: {} };
  const record = { crate: { fingerprint: crate.fingerprint, content }, entry: "test.main" };
  await expect(readOutputs(result, record, contents)).rejects.toMatchObject({
    report: { code: "perdure.schema_unsupported" },
  });
});
