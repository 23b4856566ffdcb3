import { execFile } from "node:child_process";

/** Runs a script of an installed example to its end: `{ code, stdout, stderr }`. It sees nothing of our own environment. */
export function runExample({ node, script, folder, environment }) {
  return new Promise((resolve, reject) => {
    execFile(node, [script], { cwd: folder, env: environment, timeout: 120_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      if (Number.isInteger(code)) resolve({ code, stdout, stderr });
      else reject(error);
    });
  });
}
