import { readMember, readString } from "../read-value.ts";

/** How far a request had come: whether something may have happened at the other end. */
export type Phase = "not_sent" | "sent" | "response_started" | "response_complete" | "not_known";

/** What a socket, resolver or TLS error says. */
export interface NetworkFacts {
  readonly kind: "address" | "certificate" | "connect" | "cut" | "name" | "local_port";
  readonly phase: Phase;
  /** Node's or undici's own word. */
  readonly code: string;
}

const ROWS: readonly (readonly [NetworkFacts["kind"], Phase, string])[] = [
  ["connect", "not_sent", "ECONNREFUSED EAI_AGAIN UND_ERR_CONNECT_TIMEOUT EHOSTUNREACH ENETUNREACH EHOSTDOWN ENETDOWN"],
  ["connect", "not_sent", "EADDRNOTAVAIL UND_ERR_CLOSED ConnectionRefused FailedToOpenSocket"],
  ["name", "not_sent", "ENOTFOUND EAI_NONAME ENODATA"],
  ["address", "not_sent", "ERR_INVALID_URL ERR_INVALID_PROTOCOL UND_ERR_INVALID_ARG ERR_SSL_WRONG_VERSION_NUMBER"],
  ["address", "not_sent", "ERR_SSL_PACKET_LENGTH_TOO_LONG EPROTO"],
  [
    "certificate",
    "not_sent",
    "DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN CERT_HAS_EXPIRED CERT_NOT_YET_VALID",
  ],
  [
    "certificate",
    "not_sent",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  ],
  ["certificate", "not_sent", "ERR_TLS_CERT_ALTNAME_INVALID CERT_UNTRUSTED CERT_REVOKED CERT_SIGNATURE_FAILURE"],
  ["certificate", "not_sent", "HOSTNAME_MISMATCH INVALID_CA ERR_TLS_CERT_SIGNATURE_ALGORITHM_UNSUPPORTED"],
  ["cut", "sent", "ECONNRESET ECONNABORTED EPIPE UND_ERR_SOCKET UND_ERR_HEADERS_TIMEOUT UND_ERR_DESTROYED"],
  ["cut", "sent", "ConnectionClosed ETIMEDOUT ESOCKETTIMEDOUT"],
  ["cut", "response_started", "UND_ERR_BODY_TIMEOUT UND_ERR_RES_CONTENT_LENGTH_MISMATCH ERR_STREAM_PREMATURE_CLOSE"],
  ["local_port", "not_sent", "EADDRINUSE"],
];
const BY_CODE = new Map(
  ROWS.flatMap(([kind, phase, codes]) =>
    codes.split(" ").map((code): [string, NetworkFacts] => [code, { kind, phase, code }]),
  ),
);

/** What the layers of an error say about the network, innermost word first; undefined where none speaks of it. */
export function networkFactsOf(layers: readonly unknown[]): NetworkFacts | undefined {
  const facts = layers.map((layer) => factsOf(layer)).findLast((found) => found !== undefined);
  if (facts === undefined) return fetchFacts(layers);
  // fetch says "terminated" when the answer had begun.
  const begun = facts.kind === "cut" && layers.some((layer) => readString(layer, "message") === "terminated");
  return begun ? { ...facts, phase: "response_started" } : facts;
}

function factsOf(layer: unknown): NetworkFacts | undefined {
  const code = readString(layer, "code");
  if (code === undefined) return undefined;
  const facts = BY_CODE.get(code);
  if (facts === undefined)
    return code.startsWith("HPE_") ? { kind: "cut", phase: "response_started", code } : undefined;
  // The same words are used for a connection that never came to be: then nothing was sent.
  const connecting = readString(layer, "syscall") === "connect" || beforeSecured(layer);
  return facts.kind === "cut" && connecting ? { kind: "connect", phase: "not_sent", code } : facts;
}

function beforeSecured(layer: unknown): boolean {
  return readString(layer, "message")?.includes("before secure TLS connection was established") === true;
}

const ADDRESS_MESSAGES = ["bad port", "unknown scheme", "Invalid URL", "URL scheme must be a HTTP(S) scheme"];

const FETCH_MESSAGE = /^(?:fetch failed|failed to fetch|terminated)$|^cannot connect to api:/iu;

// fetch refuses some addresses without a code, and browsers never give one.
function fetchFacts(layers: readonly unknown[]): NetworkFacts | undefined {
  const messages = layers.map((layer) => readString(layer, "message") ?? "");
  if (!messages.some((message) => FETCH_MESSAGE.test(message))) return undefined;
  if (messages.some((message) => ADDRESS_MESSAGES.includes(message))) {
    return { kind: "address", phase: "not_sent", code: "BAD_ADDRESS" };
  }
  return {
    kind: "cut",
    phase: messages.includes("terminated") ? "response_started" : "not_known",
    code: "FETCH_FAILED",
  };
}

/** The word of a filesystem error and whether it was writing; undefined where no layer is one. */
export function fileFactsOf(
  layers: readonly unknown[],
): { readonly code: string; readonly writing: boolean } | undefined {
  for (const layer of layers) {
    const code = readString(layer, "code");
    const syscall = readString(layer, "syscall");
    if (code === undefined || syscall === undefined || readMember(layer, "path") === undefined) continue;
    const writing = /^(?:write|mkdir|rename|unlink|rmdir|fsync|ftruncate|copyfile|chmod|link|symlink)/u.test(syscall);
    return { code, writing: writing || /^(?:EROFS|ENOSPC|EDQUOT)$/u.test(code) };
  }
  return undefined;
}
