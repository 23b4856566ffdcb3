import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Which process it is, in words that another process can check later: a process id alone is given to others in time. */
export interface ProcessIdentity {
  readonly host: string;
  /** Changes with every start of the machine. */
  readonly boot?: string;
  /** Processes of another namespace cannot be seen. */
  readonly namespace?: string;
  readonly pid: number;
  /** When the process started, in the system's own words. */
  readonly started?: string;
}

/** `unknown`: it may run where this process cannot see it. */
export type Liveness = "alive" | "dead" | "unknown";

/** The identity of this process. */
export function currentProcess(): ProcessIdentity {
  return { ...here(), pid: process.pid, ...present("started", startOf(process.pid)) };
}

/** Whether the process still runs, as far as it can be seen from here. */
export function livenessOf(identity: ProcessIdentity): Liveness {
  const place = here();
  if (identity.host !== place.host) return "unknown";
  if (identity.boot !== place.boot) return "dead";
  if (identity.namespace !== place.namespace) return "unknown";
  if (!exists(identity.pid)) return "dead";
  const started = startOf(identity.pid);
  if (started === ENDED) return "dead";
  if (started === undefined || identity.started === undefined) return "unknown";
  return started === identity.started ? "alive" : "dead";
}

const ENDED = "ended";
let known: Omit<ProcessIdentity, "pid" | "started"> | undefined;

/** Constant while this process lives. */
function here(): Omit<ProcessIdentity, "pid" | "started"> {
  return (known ??= {
    host: hostname(),
    ...present("boot", bootOf()),
    ...present(
      "namespace",
      quietly(() => readlinkSync("/proc/self/ns/pid")),
    ),
  });
}

function bootOf(): string | undefined {
  if (process.platform === "darwin") return quietly(() => print("sysctl", ["-n", "kern.bootsessionuuid"]));
  return quietly(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
}

/** When a process started; `ended` for one that is dead and only not yet collected by its parent. */
function startOf(pid: number): string | undefined {
  if (process.platform === "darwin") return quietly(() => print("ps", ["-o", "lstart=", "-p", String(pid)]));
  const text = quietly(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  // The program's name, in brackets, may hold anything: the fields after it are those from the third on (proc_pid_stat(5)).
  const fields = text?.slice(text.lastIndexOf(")") + 2).split(" ");
  if (fields === undefined) return undefined;
  return fields[0] === "Z" || fields[0] === "X" ? ENDED : fields[STARTED_AT_FIELD - 3];
}

const STARTED_AT_FIELD = 22;

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const print = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

function quietly(read: () => string): string | undefined {
  try {
    return read() || undefined;
  } catch {
    return undefined;
  }
}

const present = <Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> =>
  value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
