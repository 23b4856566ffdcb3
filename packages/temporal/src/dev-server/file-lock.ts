import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** How a lock waits; tests drive it by hand. */
export interface LockClock {
  sleep(milliseconds: number): Promise<void>;
}
const POLL_MS = 250;

/**
 * Runs `work` while no other process on this machine holds the same lock file. A lock whose process is dead is taken
 * over. `onWait` is called once when somebody else holds it.
 */
export async function withFileLock<T>(
  file: string,
  clock: LockClock,
  onWait: (pid: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  let told = false;
  let unnamed = false;
  while (!(await take(file))) {
    const holder = await holderOf(file);
    const alive = holder !== undefined && isAlive(holder);
    // A file without a process id yet is being written at this moment: look twice.
    if (alive || (holder === undefined && !unnamed)) {
      if (alive && !told) onWait(holder);
      told ||= alive;
      unnamed = !alive;
      await clock.sleep(POLL_MS);
    } else {
      // Two takers may both get here; what the lock guards is put in place by a rename, so the worst is work done twice.
      await rm(file, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** True while a process of that id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function holderOf(file: string): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(file, "utf8"), 10);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    // Released between the two looks.
    return undefined;
  }
}
