import { copyFileSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withPacked } from "./with-packed.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Packs a package of the workspace and those that it needs at run time into a folder: what npm takes for each, by name. */
export function packInto(folder, name) {
  return Object.fromEntries(
    [...neededPackages(name)].map(([needed, path]) => {
      const file = withPacked(path, (tarball) => {
        copyFileSync(tarball, join(folder, basename(tarball)));
        return basename(tarball);
      });
      return [needed, `file:./${file}`];
    }),
  );
}

function neededPackages(name, found = new Map()) {
  if (found.has(name)) return found;
  const path = join(root, "packages", name.replace("@perdure/", ""));
  found.set(name, path);
  const { dependencies = {} } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  for (const [dependency, range] of Object.entries(dependencies)) {
    if (range.startsWith("workspace:")) neededPackages(dependency, found);
  }
  return found;
}
