import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { importBackendUnderTest } from "../backend-under-test.ts";
import { CASES } from "../cases/index.ts";
import { casesMatching, runConformance } from "../run/run-conformance.ts";
import type { ConformanceReport, Waiver } from "../run/conformance-report.ts";
import { renderMatrix } from "../run/render-matrix.ts";
import { renderReport } from "../run/render-report.ts";

/** Where the command writes. */
export interface CommandOutput {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const USAGE = `Usage: perdure-conformance <module>... [options]

Proves that backends hold the contract. A module exports a BackendFactory as its default or as backend, or by
default an object with name, open and, where needed, setUp, clock and maximum_attempts.

  --only <id>       one case, or a family of cases; may be given more than once
  --waivers <file>  JSON: [{ "case": "…", "reason": "…" }]; one that nothing needs is an error
  --timeout <ms>    what a case may take (60000)
  --json            one report for each module, as a JSON list
  --matrix          a table in Markdown of cases and backends
  --list            the cases with what they are for; runs nothing
  --verbose         each case as it ends

Exit: 0 all is held, 1 something is not, 2 nothing could be run.`;

/** Runs the command and gives its exit code: 0, 1 or 2 as the usage says. Never rejects. */
export async function main(args: readonly string[], { out, err }: CommandOutput): Promise<0 | 1 | 2> {
  try {
    const asked = readArguments(args);
    if (asked.help) {
      out(USAGE);
      return 0;
    }
    const cases = asked.only.length === 0 ? CASES : asked.only.flatMap((pattern) => casesMatching(pattern));
    if (asked.list) {
      for (const { id, why } of cases) out(`${id}  ${why}`);
      return 0;
    }
    if (asked.modules.length === 0) throw new RangeError("Name the module of a backend.");
    const waivers =
      asked.waivers === undefined ? [] : readWaivers(await readFile(asked.waivers, "utf8"), asked.waivers);
    const reports: ConformanceReport[] = [];
    for (const path of asked.modules) {
      const module = pathToFileURL(resolve(path)).href;
      const report = await runConformance(await importBackendUnderTest(module, path), {
        cases,
        waivers,
        module,
        case_timeout_ms: asked.timeout,
        log: (message) => err(`  ${message}`),
        ...(asked.verbose ? { onOutcome: ({ id, outcome }) => err(`${outcome} ${id}`) } : {}),
      });
      reports.push(report);
      if (!asked.json && !asked.matrix) out(renderReport(report));
    }
    if (asked.json) out(JSON.stringify(reports, null, 2));
    else if (asked.matrix) out(renderMatrix(reports));
    return reports.every(({ ok }) => ok) ? 0 : 1;
  } catch (error) {
    err(`perdure-conformance: ${(error as Error).message}`);
    return 2;
  }
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      only: { type: "string", multiple: true },
      waivers: { type: "string" },
      timeout: { type: "string", default: "60000" },
      json: { type: "boolean", default: false },
      matrix: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      verbose: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const timeout = Number(values.timeout);
  if (!Number.isSafeInteger(timeout) || timeout < 1)
    throw new RangeError(`--timeout takes milliseconds, not ${values.timeout}.`);
  return { ...values, only: values.only ?? [], timeout, modules: positionals };
}

function readWaivers(text: string, path: string): readonly Waiver[] {
  const isWaiver = (value: unknown): value is Waiver =>
    typeof value === "object" &&
    value !== null &&
    typeof (value as Waiver).case === "string" &&
    typeof (value as Waiver).reason === "string" &&
    Object.keys(value).length === 2;
  let waivers: unknown;
  try {
    waivers = JSON.parse(text);
  } catch {
    throw new SyntaxError(`${path} is not JSON.`);
  }
  if (Array.isArray(waivers) && waivers.every(isWaiver)) return waivers;
  throw new TypeError(`${path} must be a list of objects with 'case' and 'reason', both texts.`);
}
