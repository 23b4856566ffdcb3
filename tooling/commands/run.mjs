import { spawn } from "node:child_process";

/** Runs a program with its output shown; resolves to its exit code (a signal counts as 1). */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
