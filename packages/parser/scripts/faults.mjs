// Makes single mistakes in valid methods and prints what was not answered as it should: `pnpm run faults --count 500 --seed 1`.
import { parseArgs } from "node:util";
import { messageOf } from "../src/messages/messages.ts";
import { judgeFaults } from "../src/testing/judge-faults.ts";

const { values } = parseArgs({
  options: { count: { type: "string", default: "500" }, seed: { type: "string", default: "1" } },
});
const judged = judgeFaults(Number(values.count), Number(values.seed));
const percent = (part, whole) => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`);

function problemOf({ at, isRight, meant, errors }) {
  if (at === undefined) return "NOT AT THE FAULT";
  if (isRight === false) return `SUGGESTED ${at.suggestion} NOT ${meant}`;
  return errors > 1 ? `${errors} ERRORS` : undefined;
}

for (const fault of judged) {
  const problem = problemOf(fault);
  if (problem === undefined) continue;
  const { kind, says, path, place, said, files } = fault;
  const line = files
    .find((file) => file.path === path)
    .text.slice(0, place.start)
    .split("\n").length;
  const shown = said.map((one) => `\n  ${one.start.line}:${one.start.column} ${one.code} ${messageOf(one)}`);
  process.stdout.write(`${problem}\n  ${kind} ${path}:${line} ${says}${shown.join("")}\n`);
}
process.stdout.write("\nkind                        mistakes   at the fault   suggestion right   one error\n");
for (const [kind, some] of [...Map.groupBy(judged, (fault) => fault.kind), ["all", judged]]) {
  const told = some.filter(({ isRight }) => isRight !== undefined);
  const cells = [
    kind.padEnd(26),
    String(some.length).padStart(9),
    percent(some.filter(({ at }) => at !== undefined).length, some.length).padStart(14),
    percent(told.filter(({ isRight }) => isRight).length, told.length).padStart(18),
    percent(some.filter(({ errors }) => errors <= 1).length, some.length).padStart(11),
  ];
  process.stdout.write(`${cells.join(" ")}\n`);
}
