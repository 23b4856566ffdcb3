// A process that drives one run and stays in its leaf `b` for ever, until somebody kills it.
// Arguments: address, run id, `billable` or `effectful`, milliseconds of silence after which the server takes a leaf for
// lost. Prints the code of every leaf that it starts.
import { temporal } from "../client/temporal.ts";
import { DEFAULT_DISPATCH } from "../contract/dispatch.ts";
import { backendHost } from "./backend-host.fixture.ts";
import { scriptedLeaves } from "./scripted-leaves.fixture.ts";
import { effectfulJob, sequenceJob } from "./sequence-job.fixture.ts";

const [address = "", runId = "", effect = "", heartbeat = ""] = process.argv.slice(2);
const say = (code: string) => process.stdout.write(`${code}\n`);
const leaves = scriptedLeaves({
  a: () => {
    say("a");
    return "text of a";
  },
  b: () => {
    say("b");
    return new Promise<never>(() => undefined);
  },
});
const backend = temporal({ address, dispatch: { ...DEFAULT_DISPATCH, heartbeat_timeout_ms: Number(heartbeat) } })(
  backendHost(leaves),
);
await backend.execute(effect === "effectful" ? effectfulJob(runId) : sequenceJob(runId, ["a", "b", "c"]));
