// `npm start`: builds what is needed and runs the example method on its documents, then on a damaged one alone.
import { join } from "node:path";
import { root, toolEnvironment } from "./environment.mjs";
import { printStep } from "./print-step.mjs";
import { run } from "./run.mjs";

const live = process.argv.includes("--live");
const unknown = process.argv.slice(2).filter((argument) => argument !== "--live" && argument !== "--");
if (unknown.length > 0) {
  console.error(`npm start takes --live or nothing, not ${unknown.join(" ")}`);
  process.exit(2);
}
const environment = toolEnvironment();
const provider = live
  ? "Model calls go to the provider whose key is set; it is named before the first call"
  : "Model calls go to the emulated provider: answers are made up, nothing is paid (npm start -- --live pays for real ones)";
const example = join("examples", "supplier-review");
const perdure = (...args) =>
  run(process.execPath, ["packages/perdure/bin/perdure.js", ...args], { cwd: root, env: environment });

printStep(provider);
printStep("Building (the first time takes a minute)");
const built = await run("turbo", ["run", "build", "--filter=perdure...", "--output-logs=errors-only"], {
  cwd: root,
  env: environment,
});
if (built !== 0) process.exit(built);

const mode = live ? [] : ["--emulated"];
printStep(`A method on five documents: ${["perdure run", example, ...mode].join(" ")}`);
const good = await perdure("run", join(example, "supplier_review.mthds"), ...mode, "--report");
if (good !== 0) process.exit(good);

printStep("The same method on a damaged document: this run fails, and says why");
const damaged = await perdure(
  "run",
  join(example, "supplier_review.mthds"),
  "--inputs",
  join(example, "damaged", "inputs.json"),
  ...mode,
);
if (damaged !== 1) {
  console.error(`The damaged document should have ended in a failure, exit code 1, not ${damaged}`);
  process.exit(1);
}
printStep("Done. Next: npx perdure --help, and docs/quickstart.md");
printStep(live ? "The results are those of the provider named above" : provider);
