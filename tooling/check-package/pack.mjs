import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Packs the package in `folder` as it would be published; returns the tarball's path in a new temporary folder. Needs pnpm on
 * PATH, which is there in every script that pnpm runs.
 */
export function pack(folder) {
  const destination = mkdtempSync(join(tmpdir(), "perdure-pack-"));
  execFileSync("pnpm", ["pack", "--pack-destination", destination], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [tarball] = readdirSync(destination);
  if (tarball === undefined) throw new Error(`Packing ${folder} made no tarball`);
  return join(destination, tarball);
}
