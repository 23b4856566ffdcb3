import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withPacked } from "../check-package/with-packed.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const OPENAI = dirname(fileURLToPath(import.meta.resolve("openai")));

/**
 * Copies an example that needs `@perdure/failures` and `openai` to a folder outside of the repository, and has npm install what its
 * manifest asks for: the first from its packed tarball, beside the workspace's own copy of the second. npm is offline: a manifest that
 * asks for another version, or for more, is an error.
 */
export function installElsewhere(example, folder) {
  const isOurs = (path) => basename(path) !== "node_modules";
  cpSync(join(root, "examples", example), folder, { recursive: true, filter: isOurs });
  cpSync(OPENAI, join(folder, "node_modules", "openai"), { recursive: true });
  withPacked(join(root, "packages", "failures"), (tarball) =>
    execFileSync("npm", ["install", tarball, "--no-save", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: folder,
      env: { ...process.env, npm_config_cache: join(folder, ".npm"), npm_config_loglevel: "error" },
      stdio: ["ignore", "ignore", "inherit"],
    }),
  );
}
