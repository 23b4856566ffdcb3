// How the work of the hot paths grows with their size: each is run at n and at 2n in turn, and the ratio of its best times is
// printed against that of a plain loop, which is 2 where nothing disturbs. Run it with `pnpm run bench`; nothing asserts it.
import { memoryContents, storeContent } from "@perdure/engine";
import { createFakeLeaves, createTestJob, testPipes } from "@perdure/engine/testing";
import { direct } from "@perdure/direct";
import { parseMethod } from "@perdure/parser";
import { methodOfPipes } from "./method-of-pipes.mjs";

const { llm, sequence, slot } = testPipes;
const ROUNDS = 5;

/** Best time of some rounds, in milliseconds. */
async function best(run) {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await run();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

const loop = (size) => () => {
  let sum = 0;
  for (let index = 0; index < size; index += 1) sum = (sum * 31 + index) % 1_000_003;
  return sum;
};

/** Runs a job on the direct backend with leaves that answer at once, followed by a reader. */
function runDirect(job) {
  return async () => {
    const backend = direct()({
      leaves: createFakeLeaves((call) => ({ text: call.node_id })),
      contents: memoryContents(),
      now: () => 0,
      sleepUntil: () => Promise.resolve(),
      random: () => 0,
      log: () => undefined,
    });
    await backend.execute(job, { onEvent: () => undefined });
  };
}

function longSequence(size) {
  const steps = Array.from({ length: size }, (_, index) => ({ pipe: "test.say", result: `r${index}` }));
  const pipes = [sequence("main", ["topic"], steps), llm("say", ["topic"])];
  return runDirect(createTestJob({ pipes, entry: "test.main", inputs: { topic: "tea" } }));
}

function longBatch(size) {
  const { structuring_method: _method, ...base } = llm("each", []);
  const batch = {
    ...base,
    type: "PipeBatch",
    inputs: { words: slot("native.Text", "many") },
    output: { concept: "native.Text", multiplicity: "many", optional: false },
    branch: "test.say",
    input_list_name: "words",
    input_item_name: "word",
  };
  const words = Array.from({ length: size }, (_, index) => `word ${index}`);
  const limits = { list_inline_max: size };
  const pipes = [batch, llm("say", ["word"])];
  return runDirect(createTestJob({ pipes, entry: "test.each", inputs: { words }, limits }));
}

function longMethod(size) {
  const text = methodOfPipes(size);
  return () => {
    const { ok, diagnostics } = parseMethod([{ path: "bench.mthds", text }]);
    if (!ok) throw new Error(diagnostics[0].code);
  };
}

function longList(size) {
  const content = Array.from({ length: size }, (_, index) => ({ text: `item ${index}` }));
  const limits = { inline_max_bytes: 4096, list_inline_max: 500 };
  return () => storeContent(content, "native.Text", { contents: memoryContents(), limits });
}

const SUBJECTS = [
  ["a plain loop", loop, 2_000_000],
  ["a sequence of leaves, followed", longSequence, 1000],
  ["a batch of items, followed", longBatch, 500],
  ["reading a method of pipes", longMethod, 500],
  ["storing a list", longList, 5000],
];

console.log("what                                n      time at n   time at 2n   growth (2 is linear)");
for (const [name, make, size] of SUBJECTS) {
  const [single, double] = [make(size), make(2 * size)];
  const [one, two] = [await best(single), await best(double)];
  const cells = [name.padEnd(34), String(size).padStart(7), `${one.toFixed(1)} ms`.padStart(11)];
  console.log([...cells, `${two.toFixed(1)} ms`.padStart(12), (two / one).toFixed(2).padStart(8)].join(" "));
}
