import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { MethodFile } from "../parse-method.ts";
import type { PackageFileSystem } from "./file-system.ts";
import { LOCK_NAME, MANIFEST_NAME } from "./find-package.ts";
import type { PackageFile } from "./hash-package.ts";
import { pathIn } from "./paths.ts";
import { reportFile } from "./report-file.ts";
import { utf8Text } from "./utf8.ts";
import { DEEPEST_FOLDER, isSafeName, walkFolder } from "./walk-folder.ts";
import type { WalkedEntry } from "./walk-folder.ts";

/** The texts of a package's folder. */
export interface PackageFolder {
  readonly folder: string;
  readonly manifest?: MethodFile;
  readonly lock?: MethodFile;
  /** By code point order of their paths. */
  readonly bundles: readonly MethodFile[];
}

/** How paths are called, and where what is wrong goes. */
export interface ReadOptions {
  readonly show: (path: string) => string;
  readonly sink: Diagnostic[];
}

/** The most entries below the folder of a package that was fetched. */
const MOST_ENTRIES = 10_000;
/** The most entries where an author works, who may have a lot of other things lying there. */
const MOST_ENTRIES_AROUND = 100_000;
/** The most bytes that a package's files may have together. */
const MOST_BYTES = 64_000_000;

/**
 * Reads the package in a folder that its author works in: the manifest, the lock and every `.mthds` file below, but for hidden folders,
 * `node_modules` and folders that are packages of their own. One of these files that is a link is refused; other links are nobody's
 * business. Undefined when something is wrong, which has been reported.
 */
export async function readPackageFolder(
  files: PackageFileSystem,
  folder: string,
  options: ReadOptions,
): Promise<PackageFolder | undefined> {
  const before = options.sink.length;
  const walked = await walkFolder(
    files,
    folder,
    MOST_ENTRIES_AROUND,
    ({ name }, entries) =>
      !name.startsWith(".") && name !== "node_modules" && !entries.some((entry) => entry.name === MANIFEST_NAME),
  );
  const entries = entriesOf(walked, folder, MOST_ENTRIES_AROUND, options);
  const wanted = entries.filter(
    ({ path, name }) =>
      path === MANIFEST_NAME || path === LOCK_NAME || (name.endsWith(".mthds") && !name.startsWith(".")),
  );
  const read = await readFiles(files, folder, wanted, options);
  const texts = read.flatMap((file) => textOf(file, folder, options) ?? []);
  return options.sink.length > before ? undefined : packageOf(folder, texts, options.show);
}

/**
 * Reads every file of a package that was fetched: what its hash is made of. A link or anything else that is no file is refused, wherever
 * it leads. Undefined when something is wrong, which has been reported.
 */
export async function readWholePackage(
  files: PackageFileSystem,
  folder: string,
  options: ReadOptions,
): Promise<readonly PackageFile[] | undefined> {
  const before = options.sink.length;
  const walked = await walkFolder(files, folder, MOST_ENTRIES, ({ name }) => name !== ".git");
  const entries = entriesOf(walked, folder, MOST_ENTRIES, options).filter(({ name }) => name !== ".git");
  const stray = entries.find(({ name }) => !isSafeName(name));
  if (stray !== undefined) {
    const path = options.show(folder);
    reportFile(options.sink, "package.path_escapes", path, { path, file: stray.path });
    return undefined;
  }
  const read = await readFiles(files, folder, entries, options);
  return options.sink.length > before ? undefined : read;
}

/** The texts of a package whose files have been read. Undefined when one is no text, which is reported. */
export function textsOfPackage(
  folder: string,
  files: readonly PackageFile[],
  options: ReadOptions,
): PackageFolder | undefined {
  const before = options.sink.length;
  const nested = files.flatMap(({ path }) =>
    path.endsWith(`/${MANIFEST_NAME}`) ? [path.slice(0, -MANIFEST_NAME.length)] : [],
  );
  const isBundle = (path: string): boolean =>
    path.endsWith(".mthds") &&
    !path.split("/").some((name) => name.startsWith(".") || name === "node_modules") &&
    !nested.some((below) => path.startsWith(below));
  const texts = files
    .filter(({ path }) => path === MANIFEST_NAME || path === LOCK_NAME || isBundle(path))
    .flatMap((file) => textOf(file, folder, options) ?? []);
  return options.sink.length > before ? undefined : packageOf(folder, texts, options.show);
}

interface Text {
  readonly path: string;
  readonly text: string;
}

function packageOf(folder: string, texts: readonly Text[], show: ReadOptions["show"]): PackageFolder {
  const shown = ({ path, text }: Text): MethodFile => ({ path: show(pathIn(folder, path)), text });
  const manifest = texts.find(({ path }) => path === MANIFEST_NAME);
  const lock = texts.find(({ path }) => path === LOCK_NAME);
  return {
    folder,
    ...(manifest === undefined ? {} : { manifest: shown(manifest) }),
    ...(lock === undefined ? {} : { lock: shown(lock) }),
    bundles: texts.filter((text) => text !== manifest && text !== lock).map(shown),
  };
}

function entriesOf(
  walked: Awaited<ReturnType<typeof walkFolder>>,
  folder: string,
  most: number,
  { show, sink }: ReadOptions,
): readonly WalkedEntry[] {
  if (typeof walked !== "string") return walked;
  const path = show(folder);
  if (walked === "missing") reportFile(sink, "package.folder_missing", path, { says: "folder", path });
  else reportFile(sink, "package.too_large", path, { says: "files", path, limit: most, deepest: DEEPEST_FOLDER });
  return [];
}

async function readFiles(
  files: PackageFileSystem,
  folder: string,
  entries: readonly WalkedEntry[],
  { show, sink }: ReadOptions,
): Promise<readonly PackageFile[]> {
  const read: PackageFile[] = [];
  let length = 0;
  for (const { path, kind } of entries) {
    const whole = pathIn(folder, path);
    const bytes = kind === "file" ? await files.read(whole) : undefined;
    if (bytes === undefined) {
      const at = show(whole);
      reportFile(sink, kind === "link" ? "package.link" : "package.file_missing", at, { path: at });
      continue;
    }
    length += bytes.length;
    if (length > MOST_BYTES) {
      const at = show(folder);
      reportFile(sink, "package.too_large", at, { says: "bytes", path: at, limit: MOST_BYTES });
      return [];
    }
    read.push({ path, bytes });
  }
  return read;
}

function textOf({ path, bytes }: PackageFile, folder: string, { show, sink }: ReadOptions): Text | undefined {
  const text = utf8Text(bytes);
  if (text !== undefined) return { path, text };
  const at = show(pathIn(folder, path));
  reportFile(sink, "file.not_utf8", at, { says: "file", path: at });
  return undefined;
}
