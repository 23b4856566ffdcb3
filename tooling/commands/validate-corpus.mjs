import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DIFFERENCES } from "./corpus-differences.mjs";
import { root, testEnvironment } from "./environment.mjs";

const TOGETHER = 40;
const LIMIT_MS = 30_000;
/** What the command ends with for a verdict. */
const VERDICTS = { 0: "valid", 1: "invalid" };

/** The bundles of an index of published methods that are expected to be valid or invalid, and the name of the error where one is named. */
export function expectedVerdicts(index) {
  const [header, ...lines] = index.split("\n");
  const columns = header.split("\t");
  const rows = lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
  });
  return rows
    .filter(({ kind, expected }) => kind === "bundle" && Object.values(VERDICTS).includes(expected))
    .map(({ path, expected, expected_error: error }) => ({ path, expected, ...(error === "" ? {} : { error }) }));
}

/**
 * What each path is judged to be: `{ path, verdict, errors }`, the verdict `valid`, `invalid`, or in words what came instead of one.
 * Many paths share one process, which vouches for them only where it gave a verdict on each; else each is judged by a process of its
 * own, so that a crash, a hang or a refusal is nobody else's. `validate(paths)` resolves to `{ code, verdicts }`: the exit code and what
 * was printed for each path in order, `{ is_valid, validation_errors }`.
 */
export async function judgeBundles(paths, validate, together = TOGETHER) {
  const judged = [];
  for (let start = 0; start < paths.length; start += together) {
    const some = paths.slice(start, start + together);
    const { code, verdicts } = await validate(some);
    const isWhole = code in VERDICTS && verdicts.length === some.length;
    if (isWhole && VERDICTS[code] === (verdicts.every(({ is_valid }) => is_valid) ? "valid" : "invalid")) {
      judged.push(...some.map((path, at) => judgement(path, verdicts[at])));
    } else if (some.length === 1) judged.push({ path: some[0], verdict: `no verdict (${code})`, errors: [] });
    else judged.push(...(await judgeBundles(some, validate, 1)));
  }
  return judged;
}

const judgement = (path, { is_valid, validation_errors }) => ({
  path,
  verdict: is_valid ? "valid" : "invalid",
  errors: validation_errors.map(({ error_type, code }) => error_type ?? code),
});

/**
 * What is wrong where verdicts are held against those expected, a sentence each: another verdict that is not among the differences on
 * purpose, an error that is not the named one, a difference that there is no more, or is not as stated.
 */
export function disagreements(expected, judged, differences) {
  const found = new Map(judged.map((one) => [one.path, one]));
  const stated = new Map(differences.map((one) => [one.path, one]));
  const wrong = expected.flatMap(({ path, expected: verdict, error }) => {
    const ours = found.get(path);
    const wanted = stated.get(path)?.ours ?? verdict;
    if (ours?.verdict !== wanted) return [`${path} should be ${wanted} and is ${ours?.verdict ?? "not judged"}`];
    if (error === undefined || wanted !== verdict || ours.errors.includes(error)) return [];
    return [`${path} should be refused for ${error} and is for ${ours.errors.join(", ")}`];
  });
  const idle = differences.filter(
    ({ path, ours }) => !expected.some((row) => row.path === path && row.expected !== ours),
  );
  return [...wrong, ...idle.map(({ path }) => `${path} is stated to differ and does not`)];
}

/** Holds the verdict of `perdure validate` on every bundle of the corpus against the expected one, within half a minute for each. */
export async function validateCorpus(corpus) {
  const expected = expectedVerdicts(readFileSync(join(corpus, "INDEX.tsv"), "utf8"));
  const paths = expected.map(({ path }) => path);
  const judged = await judgeBundles(paths, (some) => validate(some.map((path) => join(corpus, path))));
  const wrong = disagreements(expected, judged, DIFFERENCES);
  for (const sentence of wrong) process.stderr.write(`FAILED ${sentence}\n`);
  const failed = paths.length === 0 ? 1 : wrong.length;
  process.stderr.write(
    `${failed === 0 ? "ok    " : "FAILED"} published methods: ${paths.length} verdicts, ${DIFFERENCES.length} of them other than expected on purpose\n`,
  );
  return { passed: Math.max(0, paths.length - wrong.length), failed };
}

function validate(paths) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["packages/perdure/bin/perdure.js", "validate", "--json", ...paths], {
      cwd: root,
      env: testEnvironment(),
      stdio: ["ignore", "pipe", "ignore"],
      timeout: LIMIT_MS,
      killSignal: "SIGKILL",
    });
    let printed = "";
    child.stdout.on("data", (chunk) => (printed += chunk));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? signal, verdicts: verdictsIn(printed) }));
  });
}

function verdictsIn(printed) {
  try {
    const verdict = JSON.parse(printed);
    return verdict.verdicts ?? [verdict];
  } catch {
    return [];
  }
}
