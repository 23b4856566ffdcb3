// Builds the workflow bundle that ships in `dist`: a worker loads it in milliseconds instead of bundling for seconds.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundleWorkflows } from "../src/hosts/temporal/bundle-workflows.ts";
import { sdkVersion } from "../src/hosts/temporal/workflow-bundle.ts";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const entry = at("../src/hosts/temporal/workflows.ts");
await writeFile(
  at("../dist/workflow-bundle.js"),
  await bundleWorkflows({ entry, root: at("../../.."), sources: true }),
);
await writeFile(at("../dist/workflow-bundle.json"), `${JSON.stringify({ schema: 1, sdk: sdkVersion() }, null, 2)}\n`);
