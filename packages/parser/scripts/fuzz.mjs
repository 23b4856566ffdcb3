// Tries very many generated and changed texts: `pnpm run fuzz --runs 200000 --seed 1`. Ends with 1 and the smallest text found
// where something does not hold.
import { parseArgs } from "node:util";
import fc from "fast-check";
import { FUZZ_PROPERTIES } from "../src/testing/fuzz-properties.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "200000" }, seed: { type: "string", default: String(Date.now()) } },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
const STRETCHES = 20;

process.stderr.write(`${runs} texts from seed ${seed}\n`);
let failed = 0;
for (const { says, share, property } of FUZZ_PROPERTIES) {
  const wanted = Math.ceil((runs * share) / 100);
  let tried = 0;
  for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
    const numRuns = Math.ceil((wanted * (stretch + 1)) / STRETCHES) - tried;
    if (numRuns === 0) continue;
    const details = fc.check(property, { numRuns, seed: seed + stretch });
    tried += numRuns;
    if (!details.failed) continue;
    failed += 1;
    process.stdout.write(`FAILED ${says} (seed ${seed + stretch})\n${fc.defaultReportMessage(details)}\n`);
    break;
  }
  process.stdout.write(`${String(tried).padStart(8)} ${says}\n`);
}
process.exitCode = failed === 0 ? 0 : 1;
