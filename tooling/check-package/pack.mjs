import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Packs the package in `folder` as it would be published; returns the tarball's path in a new temporary folder. */
export function pack(folder) {
  const destination = mkdtempSync(join(tmpdir(), "perdure-pack-"));
  execFileSync("npx", ["--yes", "pnpm@12.21.0", "pack", "--pack-destination", destination], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, npm_config_loglevel: "error" },
  });
  const [tarball] = readdirSync(destination);
  if (tarball === undefined) throw new Error(`Packing ${folder} made no tarball`);
  return join(destination, tarball);
}
