/** What a folder holds under a name. What a link leads to is not said. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "other";
}

/**
 * The files that packages are read from: a disk, a repository at a commit, an editor's memory. Paths are absolute and have `/`
 * between their segments, whatever the machine writes. What cannot be read for another reason than that it is not there rejects.
 */
export interface PackageFileSystem {
  /** What a folder holds, in any order; undefined where there is no folder. */
  list(folder: string): Promise<readonly FolderEntry[] | undefined>;
  /** The bytes of a file; undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
}

/** One file, or what stands in a file's place, of a file system that is listed in memory. */
export interface MemoryFile {
  /** From the root, without a `/` at its start. */
  readonly path: string;
  /** Its bytes, or where they are had from when they are read. */
  readonly bytes: Uint8Array | (() => Promise<Uint8Array>);
  /** Default: a file. */
  readonly kind?: "file" | "link" | "other";
}

/** A file system in memory, its root `/`. A path with an empty segment, `.` or `..` cannot be reached in it. */
export function createMemoryFileSystem(files: Iterable<MemoryFile>): PackageFileSystem {
  const contents = new Map<string, MemoryFile>();
  const folders = new Map<string, Map<string, FolderEntry>>([["/", new Map()]]);
  for (const file of files) {
    contents.set(`/${file.path}`, file);
    const segments = file.path.split("/");
    for (const [index, name] of segments.entries()) {
      const folder = `/${segments.slice(0, index).join("/")}`;
      const isLast = index === segments.length - 1;
      const entries = folders.get(folder) ?? new Map<string, FolderEntry>();
      folders.set(folder, entries.set(name, { name, kind: isLast ? (file.kind ?? "file") : "folder" }));
    }
  }
  return {
    list: (folder) => Promise.resolve(folders.has(folder) ? [...(folders.get(folder)?.values() ?? [])] : undefined),
    async read(path) {
      const file = contents.get(path);
      if (file === undefined || (file.kind ?? "file") !== "file") return undefined;
      return typeof file.bytes === "function" ? await file.bytes() : file.bytes;
    },
  };
}
