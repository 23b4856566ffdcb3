import type { JsonObject } from "@perdure/crate";
import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { BackendPlace } from "../backend-under-test.ts";

/** What another process is to do with a backend. */
export interface ElsewhereRequest {
  /** The file URL of the backend's module. */
  readonly module: string;
  readonly place: BackendPlace;
  /** A task of `elsewhere.process.ts`. */
  readonly task: string;
  readonly argument: Readonly<Record<string, string>>;
}

/** Does a task in a process of its own, and kills that with SIGKILL once it has sent its message. Rejects when it ends without one. */
export function runElsewhere(request: ElsewhereRequest): Promise<JsonObject> {
  const isSource = import.meta.url.endsWith(".ts");
  const root = dirname(createRequire(import.meta.url).resolve("@perdure/conformance/package.json"));
  const program = join(root, isSource ? "src/run/elsewhere.process.ts" : "dist/elsewhere.process.js");
  const child = fork(program, {
    execArgv: isSource ? ["--conditions=@perdure/source"] : [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr?.on("data", (part: Buffer) => void (said += part.toString()));
  return new Promise<JsonObject>((resolve, reject) => {
    child.on("message", (message) => {
      child.once("exit", () => resolve(message as JsonObject));
      child.kill("SIGKILL");
    });
    child.once("error", reject);
    child.once("close", (code) =>
      reject(new Error(`The other process ended with ${String(code)}: ${said.slice(-2000)}`)),
    );
    child.send(request);
  });
}
