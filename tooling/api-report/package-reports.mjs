import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const COMPILER_OPTIONS = {
  module: "NodeNext",
  moduleResolution: "NodeNext",
  target: "ES2023",
  lib: ["ES2024"],
  types: ["node"],
  typeRoots: [fileURLToPath(new URL("../../node_modules/@types", import.meta.url))],
  skipLibCheck: true,
};
const SILENT = { default: { logLevel: "none" } };

/** The report files of a built package, one for each entry of its exports: name to text. */
export function currentReports(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entries = Object.entries(exports).filter(([, target]) => target.types !== undefined);
  return Object.fromEntries(
    entries.map(([entry, { types }]) => [
      `${entry === "." ? "index" : entry.slice("./".length).replaceAll("/", "-")}.api.md`,
      reportOf(folder, join(folder, types)),
    ]),
  );
}

/** The names of the report files in the package's `api` folder that are not what its entries say now. */
export function staleReports(folder) {
  const current = currentReports(folder);
  const kept = existsSync(join(folder, "api")) ? readdirSync(join(folder, "api")) : [];
  const names = new Set([...Object.keys(current), ...kept]);
  return [...names].filter(
    (name) => !kept.includes(name) || readFileSync(join(folder, "api", name), "utf8") !== current[name],
  );
}

/** Writes the package's `api` folder anew. */
export function writeReports(folder) {
  const current = currentReports(folder);
  rmSync(join(folder, "api"), { recursive: true, force: true });
  mkdirSync(join(folder, "api"));
  for (const [name, text] of Object.entries(current)) writeFileSync(join(folder, "api", name), text);
}

function reportOf(folder, declarations) {
  const output = mkdtempSync(join(tmpdir(), "perdure-api-"));
  try {
    const config = ExtractorConfig.prepare({
      configObject: {
        projectFolder: folder,
        mainEntryPointFilePath: declarations,
        newlineKind: "lf",
        compiler: { overrideTsconfig: { compilerOptions: COMPILER_OPTIONS, files: [declarations] } },
        apiReport: {
          enabled: true,
          reportFileName: "report.api.md",
          reportFolder: output,
          reportTempFolder: join(output, "new"),
          includeForgottenExports: true,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: {
          compilerMessageReporting: SILENT,
          extractorMessageReporting: SILENT,
          tsdocMessageReporting: SILENT,
        },
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: join(folder, "package.json"),
    });
    const problems = [];
    Extractor.invoke(config, {
      localBuild: true,
      messageCallback: (message) => {
        if (message.logLevel === ExtractorLogLevel.Error) problems.push(message.text);
        message.handled = true;
      },
    });
    if (problems.length > 0) throw new Error(`${declarations}: ${problems.join("; ")}`);
    return readFileSync(join(output, "report.api.md"), "utf8");
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}
