import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";

/** How a request ended. `dropped` is the emulator's own doing, `client_gone` the caller's. */
export type LedgerOutcome = "answered" | "dropped" | "client_gone";

/** One request as the emulator saw it. The prompt is not in it, only the SHA-256 of the body. */
export interface LedgerEntry {
  /** One-based, in order of arrival, over all lives of the emulator. */
  readonly sequence: number;
  /** The idempotency key header. */
  readonly key?: string;
  readonly path: string;
  readonly model?: string;
  readonly body_sha256: string;
  /** Ids of the fault rows whose conditions held. */
  readonly matched: readonly string[];
  readonly fault_id?: string;
  /** The id of the failure fixture that it met. */
  readonly fixture?: string;
  /** Milliseconds since the epoch. */
  readonly started_at: number;
  /** Absent while the request runs, or when the emulator died under it. */
  readonly ended_at?: number;
  readonly status?: number;
  readonly outcome?: LedgerOutcome;
}
type Arrival = Omit<LedgerEntry, "ended_at" | "status" | "outcome">;
interface Ending {
  readonly sequence: number;
  readonly ended_at: number;
  readonly status?: number;
  readonly outcome: LedgerOutcome;
}
/** An append-only record of requests, in memory and, where a file is given, on disk. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  arrived(arrival: Omit<Arrival, "sequence">): number;
  ended(ending: Ending): void;
}

/** Opens a ledger, with what its file already holds. Lines are appended whole, one at arrival and one at the end. */
export function openLedger(file?: string): Ledger {
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    cutTornLine(file);
  }
  const entries = file === undefined ? [] : [...readLedger(file)];
  let sequence = entries.at(-1)?.sequence ?? 0;
  const append = (line: object): void => {
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  };
  return {
    entries,
    arrived: (arrival) => {
      sequence += 1;
      const entry = { sequence, ...arrival };
      append({ event: "arrived", ...entry });
      entries.push(entry);
      return sequence;
    },
    ended: (ending) => {
      append({ event: "ended", ...ending });
      const index = entries.findLastIndex((entry) => entry.sequence === ending.sequence);
      entries[index] = { ...(entries[index] as LedgerEntry), ...ending };
    },
  };
}

/** Every request that a ledger file records, in order of arrival. A file that is not there is empty; a torn last line is left out. */
export function readLedger(file: string): readonly LedgerEntry[] {
  if (!existsSync(file)) return [];
  const bySequence = new Map<number, LedgerEntry>();
  const lines = readFileSync(file, "utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const parsed = parseLine(line, index === lines.length - 1);
    if (parsed === undefined) continue;
    const { event: _event, ...members } = parsed;
    bySequence.set(parsed.sequence, { ...bySequence.get(parsed.sequence), ...members } as LedgerEntry);
  }
  return [...bySequence.values()];
}

/** Takes away what an earlier life wrote half, so that the next line is one of its own. */
function cutTornLine(file: string): void {
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  const whole = bytes.lastIndexOf("\n") + 1;
  if (whole < bytes.length) truncateSync(file, whole);
}

function parseLine(line: string, isLast: boolean): ({ event: string } & Partial<LedgerEntry> & Ending) | undefined {
  try {
    return JSON.parse(line) as { event: string } & Ending;
  } catch (error) {
    if (isLast) return undefined;
    throw error;
  }
}
