import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root, testEnvironment } from "./environment.mjs";

const execute = promisify(execFile);
const LIMIT_MS = 30_000;
const AT_ONCE = 2;

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

/** Runs `perdure validate` on every valid bundle of the corpus: each must end 0 within half a minute. */
export async function validateCorpus(corpus) {
  const waiting = validBundles(readFileSync(join(corpus, "INDEX.tsv"), "utf8"));
  const total = waiting.length;
  let failed = total === 0 ? 1 : 0;
  const worker = async () => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      try {
        await execute(process.execPath, ["packages/perdure/bin/perdure.js", "validate", join(corpus, path)], {
          cwd: root,
          env: testEnvironment(),
          timeout: LIMIT_MS,
          maxBuffer: 1 << 26,
        });
      } catch (error) {
        failed += 1;
        process.stderr.write(
          `FAILED perdure validate ${path}\n${error.stdout ?? ""}${error.stderr ?? error.message}\n`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  process.stderr.write(
    `${failed === 0 ? "ok    " : "FAILED"} published methods: ${total - failed} of ${total} accepted\n`,
  );
  return { passed: total - failed, failed };
}
