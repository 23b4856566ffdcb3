// Builds the workflow bundle that ships in `dist`: a worker loads it in milliseconds instead of bundling for seconds.
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { bundleWorkflows } from "../src/worker/bundle-workflows.ts";
import { sdkVersion } from "../src/worker/workflow-bundle.ts";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const code = await bundleWorkflows({ entry: at("../src/workflows/index.ts"), root: at("../../.."), sources: true });
await writeFile(at("../dist/workflow-bundle.js"), code);
const about = { schema: 1, sdk: sdkVersion(), sha256: createHash("sha256").update(code).digest("hex") };
await writeFile(at("../dist/workflow-bundle.json"), `${JSON.stringify(about, null, 2)}\n`);
