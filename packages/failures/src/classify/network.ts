import { readString } from "../read-value.ts";

/** How far a request had come: whether something may have happened at the other end. */
export type Phase = "not_sent" | "sent" | "response_started" | "response_complete" | "not_known";

/** What a socket, resolver or TLS error says. */
export interface NetworkFacts {
  readonly kind: "address" | "certificate" | "connect" | "cut" | "name" | "local_port";
  readonly phase: Phase;
  /** Node's or undici's own word. */
  readonly code: string;
  /** True where the address is this machine's own. */
  readonly is_loopback?: boolean;
}

const ROWS: readonly (readonly [NetworkFacts["kind"], Phase, RegExp])[] = [
  // Every word of OpenSSL's and Node's verification of certificates.
  ["certificate", "not_sent", /CERT|^(?:UNABLE_TO_|HOSTNAME_MISMATCH$|INVALID_CA$|UNSPECIFIED$)/u],
  [
    "connect",
    "not_sent",
    /^(?:E(?:CONNREFUSED|AI_AGAIN|(?:HOST|NET)(?:UNREACH|DOWN)|ADDRNOTAVAIL)|UND_ERR_(?:CONNECT_TIMEOUT|CLOSED)|ConnectionRefused|FailedToOpenSocket)$/u,
  ],
  ["name", "not_sent", /^(?:ENOTFOUND|EAI_NONAME|ENODATA)$/u],
  ["address", "not_sent", /^(?:ERR_INVALID_(?:URL|PROTOCOL)|UND_ERR_INVALID_ARG|ERR_SSL_|EPROTO)/u],
  [
    "cut",
    "response_started",
    /^(?:HPE_|Z_|UND_ERR_(?:BODY_TIMEOUT|HEADERS_OVERFLOW|RES_)|ERR_STREAM_PREMATURE_CLOSE$)/u,
  ],
  [
    "cut",
    "sent",
    /^(?:ECONN(?:RESET|ABORTED)|EPIPE|UND_ERR_(?:SOCKET|HEADERS_TIMEOUT|DESTROYED)|ConnectionClosed|E(?:SOCKET)?TIMEDOUT)$|^ERR_HTTP2_/u,
  ],
  ["local_port", "not_sent", /^EADDRINUSE$/u],
];

/** What the layers of an error say about the network, innermost word first; undefined where none speaks of it. */
export function networkFactsOf(layers: readonly unknown[]): NetworkFacts | undefined {
  const messages = layers.map((layer) => readString(layer, "message") ?? "");
  const facts = layers.map((layer) => factsOf(layer)).findLast((found) => found !== undefined) ?? fetchFacts(messages);
  // fetch says "terminated" when the answer had begun.
  const begun = facts?.kind === "cut" && messages.includes("terminated");
  return begun ? { ...facts, phase: "response_started" } : facts;
}

function factsOf(layer: unknown): NetworkFacts | undefined {
  // The parser of undici has no word of its own any more.
  const code = readString(layer, "name") === "HTTPParserError" ? "HPE_INVALID" : readString(layer, "code");
  if (code === undefined || !/^\w{3,64}$/u.test(code)) return undefined;
  const row = ROWS.find(([, , words]) => words.test(code));
  if (row === undefined) return undefined;
  const facts = { kind: row[0], phase: row[1], code };
  if (code === "ECONNREFUSED" && LOOPBACK.test(readString(layer, "address") ?? ""))
    return { ...facts, is_loopback: true };
  // The same words are used for a connection that never came to be: then nothing was sent.
  const connecting = readString(layer, "syscall") === "connect" || NOT_SENT.test(readString(layer, "message") ?? "");
  return facts.kind === "cut" && connecting ? { kind: "connect", phase: "not_sent", code } : facts;
}

const LOOPBACK = /^(?:127\.|::1$|localhost$)/u;

const NOT_SENT = /before secure TLS connection was established|NGHTTP2_REFUSED_STREAM/u;

const ADDRESS_MESSAGES = ["bad port", "unknown scheme", "Invalid URL", "URL scheme must be a HTTP(S) scheme"];

const FETCH_MESSAGE = /^(?:fetch failed|failed to fetch|terminated)$|^cannot connect to api:/iu;

// fetch refuses some addresses without a code, and browsers never give one.
function fetchFacts(messages: readonly string[]): NetworkFacts | undefined {
  if (!messages.some((message) => FETCH_MESSAGE.test(message))) return undefined;
  return messages.some((message) => ADDRESS_MESSAGES.includes(message))
    ? { kind: "address", phase: "not_sent", code: "BAD_ADDRESS" }
    : { kind: "cut", phase: "not_known", code: "FETCH_FAILED" };
}
