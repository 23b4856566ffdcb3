import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

/** The oldest Node that packages run on. */
const TARGET = "node22.18";

/**
 * Writes one file for Node with a module and all that it imports, and beside it the licences of what is inside from other hands. What is
 * imported on demand is inside too, and is run when it is asked for. Only Node's own modules stay outside, but for the one that
 * starts processes, which takes long to load: in such a file it fails where it is used. Throws where a module cannot be found.
 * `conditions` are of exports, besides the usual ones.
 */
export function bundleFile(file, outfile, { conditions = [] } = {}) {
  const { metafile } = buildSync({
    entryPoints: [file],
    outfile,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: TARGET,
    conditions,
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    metafile: true,
    logLevel: "error",
    alias: { "node:child_process": fileURLToPath(new URL("./no-processes.mjs", import.meta.url)) },
  });
  writeFileSync(`${outfile}.LICENSES.txt`, licencesOf(Object.keys(metafile.inputs)));
}

/** The licence texts of the packages from `node_modules` that files are from, each under its name and version. */
function licencesOf(files) {
  const folders = new Set(files.filter((file) => file.includes("node_modules/")).map(packageFolder));
  const texts = [...folders].map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const licence = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.|$)/i.test(entry));
    if (licence === undefined) throw new Error(`${name} is to be bundled and has no licence text`);
    return `${name} ${version}\n\n${readFileSync(join(folder, licence), "utf8").trim()}\n`;
  });
  return texts.sort((left, right) => (left < right ? -1 : 1)).join(`\n${"-".repeat(80)}\n\n`);
}

function packageFolder(file) {
  let folder = dirname(file);
  while (
    !existsSync(join(folder, "package.json")) ||
    !("name" in JSON.parse(readFileSync(join(folder, "package.json"))))
  ) {
    folder = dirname(folder);
  }
  return folder;
}
