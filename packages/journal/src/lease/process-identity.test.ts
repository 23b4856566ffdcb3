import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { currentProcess, livenessOf } from "./process-identity.ts";

describe("the identity of a process", () => {
  const me = currentProcess();

  it("tells that this process is alive", () => {
    expect(livenessOf(me)).toBe("alive");
    expect(livenessOf(JSON.parse(JSON.stringify(me)) as typeof me)).toBe("alive");
  });

  it("tells that a process which has ended is dead, also while its parent has not collected it", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    await once(child, "spawn");
    const pid = child.pid ?? 0;
    expect(livenessOf({ ...me, pid, started: "not this one" })).toBe("dead");
    process.kill(pid, "SIGKILL");
    await once(child, "exit");
    const { started: _started, ...unknownStart } = me;
    expect(livenessOf({ ...unknownStart, pid })).toBe("dead");
  });

  it("takes a process id that was given to another process for a dead one", () => {
    expect(livenessOf({ ...me, started: `${me.started}1` })).toBe("dead");
  });

  it("takes a process from before the machine was started again for a dead one", () => {
    expect(livenessOf({ ...me, boot: "another" })).toBe("dead");
  });

  it("does not judge what it cannot see: another machine, another namespace, no time of start", () => {
    expect(livenessOf({ ...me, host: "another" })).toBe("unknown");
    expect(livenessOf({ ...me, namespace: "pid:[1]" })).toBe("unknown");
    const { started: _started, ...unknownStart } = me;
    expect(livenessOf(unknownStart)).toBe("unknown");
  });
});
