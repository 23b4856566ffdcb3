import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A repository that tests make. */
export interface TestRepository {
  readonly folder: string;
  /** Writes files, or links where a value is `{ link }`, commits them and tags the commit. Returns its id. */
  tag(name: string, files: Readonly<Record<string, string | { readonly link: string }>>, isAnnotated?: boolean): string;
}

/** An environment in which git knows a person and no configuration of this machine. */
export const gitEnvironment = (home: string): Readonly<Record<string, string>> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: home,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.com",
});

/** Makes a repository in a folder that is there. */
export function createTestRepository(folder: string): TestRepository {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", folder, ...args], {
      encoding: "utf8",
      env: gitEnvironment(folder),
      stdio: "pipe",
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  return {
    folder,
    tag(name, files, isAnnotated = false) {
      for (const [path, content] of Object.entries(files)) {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        if (typeof content === "string") writeFileSync(file, content);
        else symlinkSync(content.link, file);
      }
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "--message", name);
      git("tag", ...(isAnnotated ? ["--annotate", "--message", name] : []), name);
      return git("rev-parse", "HEAD");
    },
  };
}
