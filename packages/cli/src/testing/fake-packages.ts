import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync, type Dirent } from "node:fs";
import { dirname, join } from "node:path";
import { createMemoryFileSystem, type FolderEntry, type PackageFileSystem } from "@perdure/parser/packages";
import type { PackagePorts } from "../ports.ts";

/** Repositories by name, each with the texts that it holds at its tags. */
export type FakeWorld = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** The disk as it is. */
const disk: PackageFileSystem = {
  list: (folder) => Promise.resolve(orNothing(() => readdirSync(folder, { withFileTypes: true }))?.map(entryOf)),
  read: (path) => Promise.resolve(orNothing(() => (lstatSync(path).isFile() ? readFileSync(path) : undefined))),
};

/** Ports for packages: the real disk, a cache in a folder, and repositories in memory. `asked` is what they were asked for. */
export function createFakePackages(cache: string, world: FakeWorld = {}): PackagePorts & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    files: disk,
    cache: () =>
      Promise.resolve({
        folder: cache,
        keep({ address, version, files }) {
          for (const { path, bytes } of files) {
            const file = join(cache, address, version, path);
            mkdirSync(dirname(file), { recursive: true });
            writeFileSync(file, bytes);
          }
          return Promise.resolve();
        },
      }),
    repositories: (_, replaced) => {
      for (const [repository, folder] of replaced) asked.push(`${repository} from ${folder}`);
      return Promise.resolve({
        tags: (name) => Promise.resolve((asked.push(`tags ${name}`), Object.keys(world[name] ?? {}))),
        checkout: (name, tag) => {
          asked.push(`checkout ${name} ${tag}`);
          const files = Object.entries(world[name]?.[tag] ?? {}).map(([path, text]) => ({
            path,
            bytes: new TextEncoder().encode(text),
          }));
          return Promise.resolve({ commit: "c".repeat(40), files: createMemoryFileSystem(files) });
        },
        close: () => Promise.resolve(void asked.push("close")),
      });
    },
  };
}

function orNothing<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function entryOf(entry: Dirent): FolderEntry {
  if (entry.isSymbolicLink()) return { name: entry.name, kind: "link" };
  return { name: entry.name, kind: entry.isDirectory() ? "folder" : entry.isFile() ? "file" : "other" };
}
