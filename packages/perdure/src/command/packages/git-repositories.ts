import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PackageRepositories } from "@perdure/cli";
import { createMemoryFileSystem, type Checkout, type MemoryFile } from "@perdure/parser/packages";
import { git, type GitCall } from "./git.ts";
import { readObjects, type ObjectReader } from "./read-objects.ts";

/**
 * The repositories that packages are fetched from with git: `https://<host>/<path>.git`, or the folder that a person names in its place.
 * Nothing is checked out: files are read from git's objects, so that a repository can put no link, no hook and no filter in the way.
 */
export function createGitRepositories(
  environment: Readonly<Record<string, string | undefined>>,
  replaced: ReadonlyMap<string, string>,
): PackageRepositories {
  const folders: string[] = [];
  const readers: ObjectReader[] = [];
  const tags = new Map<string, Promise<readonly string[]>>();
  const checkouts = new Map<string, Promise<Checkout>>();
  const place = (repository: string): { readonly url: string; readonly call: GitCall } => {
    const folder = replaced.get(repository);
    const url = folder === undefined ? `https://${repository}.git` : pathToFileURL(folder).href;
    return { url, call: { environment, local: folder !== undefined } };
  };

  const listTags = async (repository: string): Promise<readonly string[]> => {
    const { url, call } = place(repository);
    const listed = await git(["ls-remote", "--tags", "--refs", "--", url], call, `The repository ${repository}`);
    return listed
      .toString("utf8")
      .split("\n")
      .flatMap((row) => /^[0-9a-f]+\trefs\/tags\/(?<name>.+)$/u.exec(row)?.groups?.["name"] ?? []);
  };

  const clone = async (repository: string, tag: string): Promise<Checkout> => {
    const { url, call } = place(repository);
    const folder = await mkdtemp(join(tmpdir(), "perdure-package-"));
    folders.push(folder);
    const what = `The repository ${repository} at ${tag}`;
    const options = ["--bare", "--quiet", "--depth=1", "--single-branch", "--template=", `--branch=${tag}`];
    await git(["clone", ...options, "--", url, folder], call, what);
    const inside = { ...call, folder };
    const commit = (await git(["rev-parse", "--verify", "HEAD^{commit}"], inside, what)).toString("utf8").trim();
    const tree = await git(["ls-tree", "-r", "-z", "--full-tree", commit], inside, what);
    const reader = readObjects(inside);
    readers.push(reader);
    return { commit, files: createMemoryFileSystem(filesIn(tree.toString("utf8"), reader)) };
  };

  return {
    tags: (repository) => remembered(tags, repository, () => listTags(repository)),
    checkout: (repository, tag) => remembered(checkouts, `${repository} ${tag}`, () => clone(repository, tag)),
    async close() {
      for (const reader of readers.splice(0)) reader.close();
      await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

/** The files of a tree as git lists it: mode, type and id, a tab, the path, a zero byte. What is no file is told apart by its mode. */
function filesIn(listed: string, reader: ObjectReader): readonly MemoryFile[] {
  return listed.split("\0").flatMap((row) => {
    const found = /^(?<mode>\d{6}) \w+ (?<id>[0-9a-f]+)\t(?<path>.+)$/su.exec(row)?.groups;
    if (found === undefined) return [];
    const { mode = "", id = "", path = "" } = found;
    const kind = mode.startsWith("100") ? "file" : mode === "120000" ? "link" : "other";
    return [{ path, kind, bytes: () => reader.read(id) }];
  });
}

function remembered<Value>(known: Map<string, Promise<Value>>, key: string, ask: () => Promise<Value>): Promise<Value> {
  const found = known.get(key) ?? ask();
  known.set(key, found);
  return found;
}
