import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
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

  it("goes on in silence when its reader has gone away", async () => {
    const child = spawn(process.execPath, [
      "--input-type=module",
      "-e",
      `import { processIo } from ${JSON.stringify(SOURCE)}; const io = processIo();
      process.stdin.once("data", () => { io.stdout.write("too late"); process.exit(7); });`,
    ]);
    child.stdout.destroy();
    child.stdin.end("now");
    const [code] = (await once(child, "exit")) as [number | null];
    expect(code).toBe(7);
  });

  it("is no terminal where its streams are pipes", async () => {
    const { stdout } = await inProcess("io.stdout.write(JSON.stringify([io.stdout.isTerminal, io.stderr.isTerminal]))");
    expect(JSON.parse(stdout)).toEqual([false, false]);
  });

  it("does not take the size of a terminal that has none for a size", async () => {
    const sizes = async (size: number) => {
      const set = ["columns", "rows"].map((name) => `Object.assign(process.stdout, { ${name}: ${size} });`).join("");
      return JSON.parse(
        (await inProcess(`${set} console.log(JSON.stringify([io.stdout.columns, io.stdout.rows]))`)).stdout,
      );
    };
    expect(await sizes(0)).toEqual([null, null]);
    expect(await sizes(70)).toEqual([70, 70]);
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "hears %s while somebody listens, and ends by it after that",
    async (signal) => {
      const listen = `
      const again = () => process.kill(process.pid, "${signal}");
      const release = io.onInterrupt(() => { release(); io.stdout.write("heard "); setTimeout(again); });
      setInterval(() => undefined, 1000);
      again();`;
      await expect(inProcess(listen)).rejects.toMatchObject({ signal, stdout: "heard " });
    },
  );

  it("is not ended by a signal that it heard, even by a library that ends what nobody else listens for", async () => {
    const listen = `
      const release = io.onInterrupt(() => {
        release();
        io.stdout.write("heard ");
        setTimeout(() => process.exit(0));
      });
      process.on("SIGINT", () => { if (process.listenerCount("SIGINT") === 1) process.exit(9); });
      process.on("exit", (code) => io.stdout.write("exit " + code));
      setInterval(() => undefined, 1000);
      process.kill(process.pid, "SIGINT");`;
    expect((await inProcess(listen)).stdout).toBe("heard exit 0");
  });

  it("lets go of both signals", async () => {
    const count = () => process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");
    const before = count();
    const release = processIo().onInterrupt(() => undefined);
    expect(count()).toBe(before + 2);
    release();
    await new Promise((resolve) => setImmediate(resolve));
    expect(count()).toBe(before);
  });
});
