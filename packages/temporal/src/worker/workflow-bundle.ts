import type { WorkflowBundleOption } from "@temporalio/worker";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedBundle } from "./cached-bundle.ts";

/** What the build writes beside the shipped bundle. */
interface ShippedBundle {
  readonly schema: 1;
  /** The SDK that the bundle was made with: it belongs to that version and to no other. */
  readonly sdk: string;
  readonly sha256: string;
}
const require = createRequire(import.meta.url);
let fromSources: Promise<WorkflowBundleOption> | undefined;

/**
 * The workflow code for a worker: the shipped bundle where this package is built; from sources, or under another
 * version of the SDK, a bundle made once and kept in a temporary folder by its content's hash.
 */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  const root = dirname(require.resolve("@perdure/temporal/package.json"));
  const here = fileURLToPath(import.meta.url);
  if (here.startsWith(join(root, "src"))) {
    fromSources ??= cachedBundle({ root, sources: true, sdk: sdkVersion(), place: place() });
    return fromSources;
  }
  const shipped = JSON.parse(await readFile(join(root, "dist/workflow-bundle.json"), "utf8")) as ShippedBundle;
  if (shipped.sdk === sdkVersion()) return { codePath: join(root, "dist/workflow-bundle.js") };
  return cachedBundle({ root, sources: false, sdk: sdkVersion(), place: place() });
}

/** The version of the installed SDK. */
export function sdkVersion(): string {
  return (require("@temporalio/worker/package.json") as { version: string }).version;
}

const place = (): string => join(tmpdir(), `perdure-workflows-${process.getuid?.() ?? "user"}`);
