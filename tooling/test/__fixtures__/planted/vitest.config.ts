import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { isolateProject } from "../../isolate/isolate-project.mjs";

const root = fileURLToPath(new URL("./", import.meta.url));

export default defineConfig({
  root,
  test: {
    root,
    projects: [{ test: { name: "host", root, include: ["src/*.test.ts"] } }, isolateProject("isolate", root, "src")],
  },
});
