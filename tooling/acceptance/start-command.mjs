import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const BIN = fileURLToPath(new URL("../../packages/perdure/bin/perdure.js", import.meta.url));

/** Starts the built command as the leader of a process group, so that everything it starts can be killed with it. */
export function startCommand(args, { folder, environment }) {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  let isEnded = false;
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      isEnded = true;
      resolve({ code, signal, stdout, stderr });
    });
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("The command did not start.");
  return {
    pid,
    /** How it ended: exit code or signal, and what it wrote. */
    ended,
    /** What it has written so far. */
    stderr: () => stderr,
    isAlive: () => !isEnded,
    /** Sends the signal to every process of the group; to one that has just ended it makes no difference. */
    kill: (signal) => {
      try {
        process.kill(-pid, signal);
      } catch (error) {
        if (error.code !== "ESRCH") throw error;
      }
    },
  };
}
