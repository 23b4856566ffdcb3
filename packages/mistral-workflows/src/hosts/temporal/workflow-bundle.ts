import type { WorkflowBundleOption } from "@temporalio/worker";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bundleWorkflows } from "./bundle-workflows.ts";

const require = createRequire(import.meta.url);
let made: Promise<WorkflowBundleOption> | undefined;

/** The workflow code for a worker: the shipped bundle where it was made with the installed SDK, else one that is made once in this process. */
export function workflowBundle(): Promise<WorkflowBundleOption> {
  return (made ??= find());
}

async function find(): Promise<WorkflowBundleOption> {
  const root = dirname(require.resolve("@perdure/mistral-workflows/package.json"));
  const isSource = import.meta.url.endsWith(".ts");
  if (!isSource) {
    const shipped = JSON.parse(await readFile(join(root, "dist/workflow-bundle.json"), "utf8")) as { sdk: string };
    if (shipped.sdk === sdkVersion()) return { codePath: join(root, "dist/workflow-bundle.js") };
  }
  const entry = join(root, isSource ? "src/hosts/temporal/workflows.ts" : "dist/hosts/temporal/workflows.js");
  return { code: await bundleWorkflows({ entry, root: dirname(dirname(root)), sources: isSource }) };
}

/** The version of the installed SDK. */
export const sdkVersion = (): string => (require("@temporalio/worker/package.json") as { version: string }).version;
