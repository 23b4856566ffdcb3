import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createFailure, type FailureError } from "@perdure/failures";
import { plainLine } from "@perdure/failures/cli";

/** How git is called. */
export interface GitCall {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether it may read repositories of this machine: where a person names a folder, and nowhere else. */
  readonly local: boolean;
  readonly folder?: string;
}

const LIMIT_MS = 120_000;
const LONGEST_OUTPUT = 64_000_000;

/** Nothing of a repository is run, and no other way than HTTPS, or the person's own SSH, leads to it. */
const GUARDS = [
  "core.hooksPath=/dev/null",
  "core.askPass=",
  "protocol.allow=never",
  "protocol.https.allow=always",
  "protocol.ssh.allow=always",
  // What a person allows by name elsewhere is still not for addresses in manifests.
  "protocol.ext.allow=never",
  "protocol.git.allow=never",
  "protocol.http.allow=never",
];

/** Runs git to its end and gives what it wrote. Rejects with what it said, in a word that a person can use. */
export async function git(args: readonly string[], call: GitCall, what: string): Promise<Buffer> {
  const child = startGit(args, call);
  const kill = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
  try {
    child.stdin.end();
    const [out, said, code] = await Promise.all([collect(child), saidBy(child), ended(child)]);
    if (code === 0) return out;
    throw refused(what, said);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw createFailure("runtime.misconfigured", {
      message: "git is not installed, and packages are fetched with it.",
      user_action: { kind: "fix_configuration", detail: "Install git." },
      cause: error,
    });
  } finally {
    clearTimeout(kill);
  }
}

/** Starts git; it asks nobody anything, and sees no repository that it is not pointed at. */
export function startGit(
  args: readonly string[],
  { environment, local, folder }: GitCall,
): ChildProcessWithoutNullStreams {
  const guards = [...GUARDS, `protocol.file.allow=${local ? "always" : "never"}`].flatMap((guard) => ["-c", guard]);
  const inherited = Object.entries(environment).filter(([name]) => !/^GIT_(?!CONFIG|SSH|SSL|PROXY|HTTP)/u.test(name));
  const child = spawn("git", [...guards, ...(folder === undefined ? [] : ["-C", folder]), ...args], {
    env: {
      GIT_SSH_COMMAND: "ssh -oBatchMode=yes",
      ...Object.fromEntries(inherited),
      GIT_TERMINAL_PROMPT: "0",
      LC_ALL: "C",
    },
    stdio: "pipe",
    windowsHide: true,
  });
  // It may end before it has read all that it is told: what it says then is heard, what it was not told is no matter.
  child.stdin.on("error", () => undefined);
  return child;
}

async function collect({ stdout }: ChildProcessWithoutNullStreams): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stdout as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_OUTPUT)
      throw createFailure("method.dependency_missing", { message: "The repository is too large." });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function saidBy({ stderr }: ChildProcessWithoutNullStreams): Promise<string> {
  let said = "";
  for await (const chunk of stderr as AsyncIterable<Buffer>) said = (said + chunk.toString("utf8")).slice(-4000);
  return said;
}

function ended(child: ChildProcessWithoutNullStreams): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}

function refused(what: string, said: string): FailureError {
  const line =
    said
      .trim()
      .split("\n")
      .find((one) => /^(?:fatal|error|remote):/u.test(one)) ?? "";
  return createFailure("method.dependency_missing", {
    message: `${what} cannot be read${line === "" ? "" : `: git says ${plainLine(line).slice(0, 300).replace(/\.$/u, "")}`}.`,
    user_action: { kind: "change_method", detail: "Check the address and that you may read the repository." },
  });
}
