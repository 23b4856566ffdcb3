// Walks one run. What it may not do itself (call a leaf, know the time) it asks of the thread that started it.
import { parentPort, workerData } from "node:worker_threads";
import { interpret } from "@perdure/engine";
import { FailureError } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";

const waiting = new Map();
const ending = new AbortController();
let { now } = workerData;
let asked = 0;

parentPort.on("message", ({ kind, id, time, result, failure }) => {
  now = time;
  if (kind === "cancel") return ending.abort(new FailureError(failure));
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (failure === undefined) resolve(result);
  else reject(new FailureError(failure));
});

const environment = {
  callLeaf: (call) => {
    ending.signal.throwIfAborted();
    const answer = Promise.withResolvers();
    waiting.set((asked += 1), answer);
    parentPort.postMessage({ kind: "leaf", id: asked, call });
    return answer.promise;
  },
  emit: ({ node }) => parentPort.postMessage({ kind: "node", node }),
  now: () => now,
  signal: ending.signal,
};

interpret(workerData.job, environment).then(
  ({ memory, nodes }) => parentPort.postMessage({ kind: "completed", memory, nodes }),
  (error) => parentPort.postMessage({ kind: "failed", failure: toFailure(error, {}).toJSON() }),
);
