import { createContext, runInContext } from "node:vm";

/** What browsers and edge runtimes both have beside the language. */
const WEB = {
  AbortController,
  AbortSignal,
  Blob,
  DOMException,
  Event,
  EventTarget,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
  atob,
  btoa,
  clearTimeout,
  console,
  crypto,
  fetch,
  performance,
  queueMicrotask,
  setTimeout,
  structuredClone,
};

const KINDS = {
  browser: { names: ["self", "window"], codeGeneration: { strings: true, wasm: true } },
  // No text may become code there.
  edge: { names: ["self"], codeGeneration: { strings: false, wasm: false } },
};

/**
 * Runs a script of the global name `entries` in a context with the globals of a browser or an edge runtime, and nothing of Node's: no
 * process, Buffer or require. Returns what the script says.
 */
export function runOnTheWeb(kind, script) {
  const { names, codeGeneration } = KINDS[kind];
  const context = createContext({ ...WEB }, { codeGeneration });
  for (const name of names) runInContext(`globalThis.${name} = globalThis`, context);
  runInContext(script, context);
  return runInContext("entries", context);
}
