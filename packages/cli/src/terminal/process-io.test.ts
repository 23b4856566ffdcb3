import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { processIo } from "./process-io.ts";

const SOURCE = new URL("./process-io.ts", import.meta.url).href;
/** Runs code with `io`, the real process, as Node itself does. */
const inProcess = (code: string) =>
  promisify(execFile)(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { processIo } from ${JSON.stringify(SOURCE)}; const io = processIo(); ${code}`,
    ],
    { maxBuffer: 8_000_000 },
  );

describe("the real process", () => {
  it("has written everything when it ends at once, also into a slow pipe", async () => {
    const { stdout } = await inProcess('io.stdout.write("x".repeat(2_000_000)); process.exit(0);');
    expect(stdout).toHaveLength(2_000_000);
  });

  it("is no terminal where its streams are pipes", async () => {
    const { stdout } = await inProcess("io.stdout.write(JSON.stringify([io.stdout.isTerminal, io.stderr.isTerminal]))");
    expect(JSON.parse(stdout)).toEqual([false, false]);
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "hears %s while somebody listens, and ends by it after that",
    async (signal) => {
      const listen = `
      const release = io.onInterrupt(() => { release(); io.stdout.write("heard "); process.kill(process.pid, "${signal}"); });
      setTimeout(() => undefined, 60_000);
      process.kill(process.pid, "${signal}");`;
      await expect(inProcess(listen)).rejects.toMatchObject({ signal, stdout: "heard " });
    },
  );

  it("lets go of both signals", () => {
    const count = () => process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");
    const before = count();
    const release = processIo().onInterrupt(() => undefined);
    expect(count()).toBe(before + 2);
    release();
    expect(count()).toBe(before);
  });
});
