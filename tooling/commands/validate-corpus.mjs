import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, testEnvironment } from "./environment.mjs";

const TOGETHER = 40;
const LIMIT_MS = 30_000;

/**
 * Rows that the index expects to be valid only because of where they were found, and that are templates of methods: their
 * prompts read names which they do not declare. They must go on being refused.
 */
const REFUSED = new Set([
  "docs-snippets/mthds-plugins/complete/mthds_skills_shared_mthds-reference_L7.mthds",
  "docs-snippets/pipelex-plugins/complete/pipelex_skills_shared_mthds-reference_L7.mthds",
]);

/** The rows of the corpus index that are bundles which every reader should accept. */
export function validBundles(index) {
  const [header, ...lines] = index.split("\n");
  const columns = header.split("\t");
  const column = (name) => columns.indexOf(name);
  return lines
    .map((line) => line.split("\t"))
    .filter((cells) => cells[column("kind")] === "bundle" && cells[column("expected")] === "valid")
    .map((cells) => cells[column("path")]);
}

/**
 * The exit code of `perdure validate` for each path. Many paths share one process, which vouches for them only where it ended 0 and
 * gave as many verdicts; else each is judged by a process of its own, so that a crash, a hang or a refusal is nobody else's.
 * `validate(paths)` resolves to `{ code, accepted, said }`: the exit code, how many methods were called valid, all output.
 */
export async function judgeBundles(paths, validate, together = TOGETHER) {
  const judged = [];
  for (let start = 0; start < paths.length; start += together) {
    const some = paths.slice(start, start + together);
    const whole = await validate(some);
    if (whole.code === 0 && whole.accepted === some.length) {
      judged.push(...some.map((path) => ({ path, code: 0, said: "" })));
      continue;
    }
    for (const path of some) {
      const { code, accepted, said } = await validate([path]);
      judged.push({ path, code: code === 0 && accepted !== 1 ? "no verdict" : code, said });
    }
  }
  return judged;
}

/** Runs `perdure validate` on every valid bundle of the corpus: each must end 0 within half a minute. */
export async function validateCorpus(corpus) {
  const paths = validBundles(readFileSync(join(corpus, "INDEX.tsv"), "utf8"));
  const judge = (some, together) =>
    judgeBundles(some, (names) => validate(names.map((path) => join(corpus, path))), together);
  const judged = [
    ...(await judge(paths.filter((path) => !REFUSED.has(path)))),
    ...(await judge(
      paths.filter((path) => REFUSED.has(path)),
      1,
    )),
  ];
  const wrong = judged.filter(({ path, code }) => code !== (REFUSED.has(path) ? 1 : 0));
  for (const { path, code, said } of wrong)
    process.stderr.write(`FAILED perdure validate ${path} (${code})\n${said}\n`);
  const failed = paths.length === 0 ? 1 : wrong.length;
  const accepted = judged.filter(({ code }) => code === 0).length;
  process.stderr.write(
    `${failed === 0 ? "ok    " : "FAILED"} published methods: ${accepted} of ${paths.length} accepted, ${REFUSED.size} to be refused\n`,
  );
  return { passed: paths.length - wrong.length, failed };
}

function validate(paths) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["packages/perdure/bin/perdure.js", "validate", ...paths], {
      cwd: root,
      env: testEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT_MS,
      killSignal: "SIGKILL",
    });
    let said = "";
    child.stdout.on("data", (chunk) => (said += chunk));
    child.stderr.on("data", (chunk) => (said += chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ code: code ?? signal, accepted: said.match(/\.mthds: valid,/gu)?.length ?? 0, said });
    });
  });
}
