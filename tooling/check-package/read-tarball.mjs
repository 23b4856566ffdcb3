import { readFile } from "node:fs/promises";
import { parseTarGzip } from "nanotar";

/** The files of an npm tarball as bytes, by their path inside the package. */
export async function readTarball(path) {
  const entries = await parseTarGzip(await readFile(path));
  return new Map(
    entries
      .filter(({ data }) => data !== undefined)
      .map(({ name, data }) => [name.replace(/^package\//u, ""), Buffer.from(data)]),
  );
}
