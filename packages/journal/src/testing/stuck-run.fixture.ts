// A process that drives one run and stays in its leaf `b` for ever, until somebody kills it. Argument: the journal file.
// Prints the code of every leaf that it starts.
import { createFakeLeaves } from "@perdure/engine/testing";
import { journal } from "../journal.ts";
import { journalHost } from "./journal-host.fixture.ts";
import { chainJob } from "./test-runs.fixture.ts";

const [file = ""] = process.argv.slice(2);
const leaves = createFakeLeaves((call) => {
  const code = call.node_id.slice("main/".length);
  process.stdout.write(`${code}\n`);
  return code === "b" ? new Promise<never>(() => undefined) : { text: code };
});
setInterval(() => undefined, 1000);
await journal({ file })({ ...journalHost(leaves), now: Date.now }).execute(chainJob("killed", ["a", "b", "c"]));
