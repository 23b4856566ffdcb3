import type { WorkflowBundleOption } from "@temporalio/worker";
import { createHash, randomUUID } from "node:crypto";
import { access, lstat, mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bundleWorkflows } from "./bundle-workflows.ts";

/** Packages whose code goes into the isolate with ours, as the engine sees them. */
const BUNDLED = ["@perdure/crate", "@perdure/failures", "@perdure/templates"];

export interface CachedBundleOptions {
  /** The folder of this package. */
  readonly root: string;
  /** Whether packages are read from their sources. */
  readonly sources: boolean;
  /** The version of the SDK. */
  readonly sdk: string;
  /** The folder that keeps bundles. */
  readonly place: string;
}

/**
 * A bundle of the workflows by its content's hash, made where there is none yet. A place that others can write to keeps none: what
 * is found there would be run.
 */
export async function cachedBundle({ root, sources, sdk, place }: CachedBundleOptions): Promise<WorkflowBundleOption> {
  const bundle = (): Promise<string> => {
    const entry = join(root, sources ? "src/workflows/index.ts" : "dist/workflows/index.js");
    return bundleWorkflows({ entry, root: dirname(dirname(root)), sources });
  };
  await mkdir(place, { recursive: true, mode: 0o700 });
  if (!(await isOurs(place))) return { code: await bundle() };
  const file = join(place, `${await hashOf(root, sources, sdk)}.js`);
  if (await exists(file)) return { codePath: file };
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, await bundle());
  await rename(temporary, file);
  return { codePath: file };
}

async function isOurs(folder: string): Promise<boolean> {
  const found = await lstat(folder);
  if (!found.isDirectory()) return false;
  return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0);
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

async function hashOf(root: string, sources: boolean, sdk: string): Promise<string> {
  const engine = createRequire(import.meta.url).resolve("@perdure/engine/package.json");
  const { resolve } = createRequire(engine);
  const folders = [root, dirname(engine), ...BUNDLED.map((name) => dirname(resolve(`${name}/package.json`)))];
  const hash = createHash("sha256").update(sdk);
  for (const folder of folders) {
    for (const file of await codeFiles(folder, sources ? "src" : "dist")) hash.update(await readFile(file));
  }
  return hash.digest("hex");
}

async function codeFiles(folder: string, part: "src" | "dist"): Promise<readonly string[]> {
  const names = await readdir(join(folder, part), { recursive: true });
  const isCode = part === "src" ? /(?<!\.test)\.ts$/ : /\.js$/;
  const code = names.filter((name) => isCode.test(name) && !name.startsWith("workflow-bundle")).sort();
  return [join(folder, "package.json"), ...code.map((name) => join(folder, part, name))];
}
