import type { WorkflowBundleOption } from "@temporalio/worker";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleWorkflows } from "./bundle-workflows.ts";

/** What the build writes beside the shipped bundle. */
interface ShippedBundle {
  readonly schema: 1;
  /** The SDK that the bundle was made with: it belongs to that version and to no other. */
  readonly sdk: string;
  readonly sha256: string;
}
const require = createRequire(import.meta.url);
/** Packages whose code goes into the isolate with ours, as the engine sees them. */
const BUNDLED = ["@perdure/crate", "@perdure/failures", "@perdure/templates"];

let fromSources: Promise<string> | undefined;

/**
 * The workflow code for a worker: the shipped bundle where this package is built; from sources, or under another
 * version of the SDK, a bundle made once and kept in a temporary folder by its content's hash.
 */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  const root = dirname(require.resolve("@perdure/temporal/package.json"));
  const here = fileURLToPath(import.meta.url);
  if (here.startsWith(join(root, "src"))) {
    fromSources ??= cachedBundle(root, true);
    return { codePath: await fromSources };
  }
  const shipped = JSON.parse(await readFile(join(root, "dist/workflow-bundle.json"), "utf8")) as ShippedBundle;
  if (shipped.sdk === sdkVersion()) return { codePath: join(root, "dist/workflow-bundle.js") };
  return { codePath: await cachedBundle(root, false) };
}

/** The version of the installed SDK. */
export function sdkVersion(): string {
  return (require("@temporalio/worker/package.json") as { version: string }).version;
}

async function cachedBundle(root: string, sources: boolean): Promise<string> {
  const engine = require.resolve("@perdure/engine/package.json");
  const { resolve } = createRequire(engine);
  const folders = [root, dirname(engine), ...BUNDLED.map((name) => dirname(resolve(`${name}/package.json`)))];
  const hash = createHash("sha256").update(sdkVersion());
  for (const folder of folders) {
    for (const file of await codeFiles(folder, sources ? "src" : "dist")) hash.update(await readFile(file));
  }
  const place = join(tmpdir(), `perdure-workflows-${process.getuid?.() ?? "user"}`);
  const file = join(place, `${hash.digest("hex")}.js`);
  try {
    await readFile(file);
  } catch {
    const entry = join(root, sources ? "src/workflows/index.ts" : "dist/workflows/index.js");
    const code = await bundleWorkflows({ entry, root: dirname(dirname(root)), sources });
    await mkdir(place, { recursive: true, mode: 0o700 });
    await writeFile(`${file}.${process.pid}`, code);
    await rename(`${file}.${process.pid}`, file);
  }
  return file;
}

async function codeFiles(folder: string, part: "src" | "dist"): Promise<readonly string[]> {
  const names = await readdir(join(folder, part), { recursive: true });
  const isCode = part === "src" ? /(?<!\.test)\.ts$/ : /\.js$/;
  const code = names.filter((name) => isCode.test(name) && !name.startsWith("workflow-bundle")).sort();
  return [join(folder, "package.json"), ...code.map((name) => join(folder, part, name))];
}
