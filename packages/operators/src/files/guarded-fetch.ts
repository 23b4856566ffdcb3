import { createFailure, isFailureError } from "@perdure/failures";
import type { Agent, Response } from "undici";
import type { FetchGuard } from "./fetch-guard.ts";
import { createGuardedAgent } from "./guarded-agent.ts";

interface FetchedFile {
  readonly bytes: Uint8Array;
  readonly media_type?: string;
  readonly filename?: string;
}
/** Fetches files by URL, from public addresses only. */
export interface FileFetcher {
  fetch(url: string, signal: AbortSignal): Promise<FetchedFile>;
  close(): Promise<void>;
}
const MEBIBYTE = 1024 * 1024;
const LARGEST_FILE = 100 * MEBIBYTE;

/**
 * A fetcher that checks the address it is connected to, at the first request and at each redirect. Rejects with a
 * FailureError: `perdure.fetch_refused` for an address that is not public, `input.url_unreachable`,
 * `input.reference_not_found` or `input.too_large`.
 */
export function createFileFetcher(guard: FetchGuard = {}): FileFetcher {
  let agent: Promise<Agent> | undefined;
  return {
    fetch: async (url, signal) => {
      agent ??= createGuardedAgent(guard);
      const limit = AbortSignal.any([signal, AbortSignal.timeout(guard.timeout_ms ?? 60_000)]);
      try {
        return await follow(url, await agent, guard, limit);
      } catch (error) {
        throw asFailure(error, url, signal);
      }
    },
    close: async () => {
      await (await agent)?.close();
    },
  };
}

async function follow(url: string, agent: Agent, guard: FetchGuard, signal: AbortSignal): Promise<FetchedFile> {
  const { fetch } = await import("undici");
  let current = checkedUrl(url);
  for (let redirects = 0; redirects <= (guard.max_redirects ?? 5); redirects += 1) {
    const response = await fetch(current, { dispatcher: agent, redirect: "manual", signal });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) {
      return readBody(response, current, guard.max_bytes ?? LARGEST_FILE);
    }
    await response.body?.cancel();
    current = checkedUrl(new URL(location, current).href);
  }
  throw createFailure("perdure.fetch_refused", { message: `${hostOf(url)} redirects too often` });
}

function checkedUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw createFailure("perdure.fetch_refused", { message: "Only http and https URLs are fetched" });
  }
  if (url.username !== "" || url.password !== "") {
    throw createFailure("perdure.fetch_refused", { message: `The URL on ${url.host} carries a credential` });
  }
  return url;
}

async function readBody(response: Response, url: URL, limit: number): Promise<FetchedFile> {
  if (!response.ok) {
    const isGone = response.status < 500 && response.status !== 429 && response.status !== 408;
    const code = isGone ? "input.reference_not_found" : "input.url_unreachable";
    throw createFailure(code, { message: `${url.host} answered ${response.status} for a file` });
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) {
      const message = `The file on ${url.host} is larger than ${Math.floor(limit / MEBIBYTE)} MiB`;
      throw createFailure("input.too_large", { message });
    }
    chunks.push(chunk);
  }
  const mediaType = response.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  const filename = decodedName(url.pathname.split("/").at(-1) ?? "");
  return {
    bytes: Buffer.concat(chunks),
    ...(mediaType === undefined ? {} : { media_type: mediaType }),
    ...(filename === "" ? {} : { filename }),
  };
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A stray percent sign: the name as it stands is still a name.
    return name;
  }
}

/** A refusal arrives as the cause of the client's own error. */
function asFailure(error: unknown, url: string, signal: AbortSignal): unknown {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (isFailureError(cause)) return cause;
  }
  if (signal.aborted) return error;
  return createFailure("input.url_unreachable", {
    message: `${hostOf(url)} cannot be reached for a file`,
    cause: error,
  });
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? "The address";
