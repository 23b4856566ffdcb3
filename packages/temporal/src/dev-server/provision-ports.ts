import { spawn } from "node:child_process";
import { constants, createWriteStream } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { homedir } from "node:os";

/** What provisioning asks of the machine; tests give their own. */
export interface ProvisionPorts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `<platform>-<architecture>` as Node names them. */
  readonly platform: string;
  readonly homeFolder: string;
  isExecutable(path: string): Promise<boolean>;
  findOnPath(command: string): Promise<string | undefined>;
  /** Writes the body of an address to a file. Rejects when nothing arrives for `stall_ms` milliseconds. */
  download(url: string, file: string, stall_ms: number): Promise<void>;
  /** Runs a command to its end; rejects with its last lines when it fails. */
  run(command: string, args: readonly string[], options: RunOptions): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}
/** Where and with what a command runs. */
export interface RunOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The ports of this machine. */
export function machinePorts(environment: Readonly<Record<string, string | undefined>> = process.env): ProvisionPorts {
  return {
    environment,
    platform: `${process.platform}-${process.arch}`,
    homeFolder: homedir(),
    isExecutable,
    findOnPath: (command) => findOnPath(command, environment),
    download,
    run: (command, args, options) => run(command, args, options, environment),
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    // Absent and not ours to run are the same answer.
    return false;
  }
}

async function findOnPath(command: string, environment: Readonly<Record<string, string | undefined>>) {
  const suffixes = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const folder of (environment["PATH"] ?? "").split(delimiter).filter(Boolean)) {
    for (const suffix of suffixes) {
      const path = join(folder, command + suffix);
      if (await isExecutable(path)) return path;
    }
  }
  return undefined;
}

async function download(url: string, file: string, stall_ms: number): Promise<void> {
  const stalled = new AbortController();
  const give_up = () => stalled.abort(new Error(`nothing arrived within ${stall_ms / 1000} s`));
  let timer = setTimeout(give_up, stall_ms);
  try {
    const response = await fetch(url, { signal: stalled.signal });
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
    const chunks = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          clearTimeout(timer);
          timer = setTimeout(give_up, stall_ms);
          controller.enqueue(chunk);
        },
      }),
    );
    await pipeline(Readable.fromWeb(chunks), createWriteStream(file), { signal: stalled.signal });
  } catch (error) {
    if (stalled.signal.aborted) throw stalled.signal.reason as Error;
    // "fetch failed" says nothing: why is one level below.
    throw error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
  } finally {
    clearTimeout(timer);
  }
}

const LINES_KEPT = 12;

function run(
  command: string,
  args: readonly string[],
  { cwd, environment: extra }: RunOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...environment, ...extra },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let tail = "";
    const keep = (chunk: Buffer) => {
      tail = (tail + chunk.toString("utf8")).split("\n").slice(-LINES_KEPT).join("\n");
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ended with ${signal ?? code}: ${tail.trim()}`));
    });
  });
}
