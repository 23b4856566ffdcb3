// What reading and checking methods costs against the bare TOML parse of the same bytes, how it grows with the number of pipes, and
// what the command costs cold against a Node that does nothing. All ratios are of one run: `pnpm run bench:validation`. Nothing
// asserts it. The corpus of published methods lies beside the checkout, or where PERDURE_CORPUS says; it is left out, loudly,
// where it is not.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseMethod } from "@perdure/parser";
import { parseTOML } from "toml-eslint-parser";
import { methodOfPipes } from "./method-of-pipes.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const median = (numbers) => numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)];
const least = (numbers) => Math.min(...numbers);
const shown = (ms) => `${ms < 10 ? ms.toFixed(2) : ms.toFixed(1)} ms`;
const row = (what, ...cells) => console.log(what.padEnd(34), ...cells.map((cell) => cell.padStart(10)));

/** Milliseconds of each piece of work, each once in every round, in turn. */
function timeInTurn(rounds, ...pieces) {
  const times = pieces.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, piece] of pieces.entries()) {
      const started = performance.now();
      piece();
      times[index].push(performance.now() - started);
    }
  }
  return times;
}

function compareWithToml() {
  const corpus = process.env.PERDURE_CORPUS ?? join(root, "../shared/corpus");
  if (!existsSync(corpus)) {
    console.log(`NOT MEASURED against the TOML parse: there is no corpus at ${corpus}`);
    return;
  }
  const texts = globSync("**/*.mthds", { cwd: corpus }).map((path) => readFileSync(join(corpus, path), "utf8"));
  const bare = () => {
    for (const text of texts) {
      try {
        parseTOML(text);
      } catch {
        // Some of the corpus is no TOML.
      }
    }
  };
  const whole = () => {
    for (const text of texts) parseMethod([{ path: "method.mthds", text }]);
  };
  timeInTurn(10, bare, whole);
  const [toml, method] = timeInTurn(30, bare, whole);
  const ratios = method.map((time, round) => time / toml[round]);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  row(`${texts.length} methods, ${characters} characters`, "least", "median");
  row("bare TOML parse", shown(least(toml)), shown(median(toml)));
  row("parse and full validation", shown(least(method)), shown(median(method)));
  row("one method, warm", shown(least(method) / texts.length), shown(median(method) / texts.length));
  row("ratio", (least(method) / least(toml)).toFixed(2), median(ratios).toFixed(2));
}

function growWithPipes() {
  console.log();
  row("pipes", "least", "a pipe", "against half (2 is linear)");
  let before;
  for (const pipes of [1, 2, 4, 8, 16, 31, 62, 125, 250, 500, 1000, 2000]) {
    const text = methodOfPipes(pipes);
    const read = () => {
      const { ok, diagnostics } = parseMethod([{ path: "bench.mthds", text }]);
      if (!ok) throw new Error(diagnostics[0].code);
    };
    timeInTurn(3, read);
    // What was read before is collected before, so that the memory of one size does not weigh on the next.
    const rounds = Array.from({ length: Math.max(9, Math.ceil(200 / pipes)) }, () => {
      globalThis.gc?.();
      return timeInTurn(1, read)[0][0];
    });
    const time = least(rounds);
    row(String(pipes), shown(time), shown(time / pipes), before === undefined ? "" : (time / before).toFixed(2));
    before = time;
  }
}

function startCold() {
  console.log();
  const command = join(root, "packages/perdure/bin/perdure.js");
  if (!existsSync(join(root, "packages/perdure/dist"))) {
    console.log("NOT MEASURED cold: build the packages first");
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "perdure-bench-"));
  const file = join(folder, "method.mthds");
  writeFileSync(file, methodOfPipes(10));
  const run = (...args) => {
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  };
  const validate = () => run(command, "validate", file);
  const nothing = () => run("-e", "0");
  timeInTurn(2, validate, nothing);
  const [cold, bare] = timeInTurn(20, validate, nothing);
  rmSync(folder, { recursive: true });
  row("cold, 20 runs in turn", "least", "median");
  row("node -e 0", shown(least(bare)), shown(median(bare)));
  row("perdure validate, one file", shown(least(cold)), shown(median(cold)));
  row("ratio", (least(cold) / least(bare)).toFixed(2), (median(cold) / median(bare)).toFixed(2));
}

compareWithToml();
growWithPipes();
startCold();
