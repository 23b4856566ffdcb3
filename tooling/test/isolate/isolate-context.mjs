import { AsyncLocalStorage } from "node:async_hooks";
import assert from "node:assert";
import { createContext, runInContext } from "node:vm";

/** What a Temporal worker puts into a workflow's context beside the language. */
const INJECTED = { URL, URLSearchParams, assert, TextEncoder, TextDecoder, AbortController, AsyncLocalStorage };

/** What V8 gives every context, and what would make a run depend on the machine, its language or its garbage collector. */
const ABSENT = ["WebAssembly", "WeakRef", "FinalizationRegistry", "SharedArrayBuffer", "Atomics", "Intl"];

// A workflow's clock and chance are the server's, and its timers are commands: code that is shared with it asks for none.
const DENIED = `
  const denied = (name) => () => { throw new ReferenceError(name + " is not defined: time and chance are arguments"); };
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...parts) { if (parts.length === 0) denied("Date")(); super(...parts); }
    static now = denied("Date.now");
  };
  Math.random = denied("Math.random");
`;

/**
 * Runs a bundle in a context with the globals of a Temporal workflow and no others: no process, Buffer, crypto, structuredClone,
 * queueMicrotask, AbortSignal or timers, and no text may become code. Returns what the bundle says under `modules`.
 */
export function createIsolate(bundle) {
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  for (const [name, value] of Object.entries(INJECTED)) {
    Object.defineProperty(context, name, { value, writable: false, enumerable: true, configurable: false });
  }
  for (const name of ABSENT) runInContext(`delete globalThis.${name}`, context);
  runInContext(DENIED, context);
  runInContext(bundle, context);
  return runInContext("isolate.modules", context);
}
