import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Packs the package in `folder` as it would be published, hands the tarball's path to `use` and removes the tarball. Needs pnpm on
 * PATH, which is there in every script that pnpm runs.
 */
export function withPacked(folder, use) {
  const destination = mkdtempSync(join(tmpdir(), "perdure-pack-"));
  try {
    execFileSync("pnpm", ["pack", "--pack-destination", destination], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const [tarball] = readdirSync(destination);
    if (tarball === undefined) throw new Error(`Packing ${folder} made no tarball`);
    return use(join(destination, tarball));
  } finally {
    rmSync(destination, { recursive: true });
  }
}
