import { asList, asNumber, readMember, readString } from "../read-value.ts";
import { parseDuration } from "./retry-after.ts";
import { signsIn } from "./signs.ts";
import type { Sign } from "./signs.ts";

/** What a provider's answer says, without a word of its prose. */
export interface BodyFacts {
  /** Its own error words, lower case, most specific first. */
  readonly codes: readonly string[];
  readonly signs: readonly Sign[];
  /** A status inside the body. */
  readonly status?: number | undefined;
  readonly retry_after_ms?: number | undefined;
}

const MAXIMUM_TEXT = 200_000;

/** Reads the answer that an error carries: parsed data, or text that is parsed here. */
export function bodyFactsOf(layer: unknown): BodyFacts {
  const text = bodyText(layer);
  const parsed = text === undefined ? undefined : parseJson(text);
  const roots = [parsed, readMember(layer, "data"), readMember(layer, "body"), readMember(layer, "error")];
  const root = roots.map(unwrapped).find((value) => typeof value === "object" && value !== null);
  const signs = new Set<Sign>(text === undefined ? [] : shapeSigns(text, parsed));
  if (root === undefined) {
    // Only an error that came with a status speaks for a provider; any other message is not evidence.
    for (const sign of signsIn(text ?? readString(layer, "message") ?? "")) signs.add(sign);
    return { codes: ownCodes(layer), signs: [...signs] };
  }
  // What an SDK hands over as `error` is the inner object already.
  const inner = readMember(root, "error");
  const isWrapped = (typeof inner === "object" && inner !== null) || typeof inner === "string";
  const error: unknown = isWrapped && typeof inner !== "string" ? inner : root;
  if (isWrapped) signs.add("error_body");
  const message =
    readString(error, "message") ?? (typeof inner === "string" ? inner : readString(root, "detail")) ?? "";
  const nested = unwrapped(parseJson(message));
  const isNested = typeof nested === "object" && nested !== null;
  const deepest = isNested ? (readMember(nested, "error") ?? nested) : error;
  for (const sign of signsIn(isNested ? (readString(deepest, "message") ?? "") : message)) signs.add(sign);
  for (const sign of detailSigns(deepest)) signs.add(sign);
  const status = asNumber(readMember(deepest, "code"));
  return {
    codes: [...new Set([...codesOf(deepest), ...codesOf(error), ...codesOf(root), ...ownCodes(layer)])],
    signs: [...signs],
    status: status !== undefined && status >= 400 && status < 600 ? status : undefined,
    retry_after_ms: retryInfo(deepest),
  };
}

function bodyText(layer: unknown): string | undefined {
  const text = readString(layer, "responseBody") ?? readString(layer, "body");
  if (text !== undefined) return text.slice(0, MAXIMUM_TEXT);
  // One SDK keeps nothing but the body, as its message.
  const message = readString(layer, "message");
  return readString(layer, "name") === "ApiError" ? message?.slice(0, MAXIMUM_TEXT) : undefined;
}

function shapeSigns(text: string, parsed: unknown): readonly Sign[] {
  const start = text.trimStart().slice(0, 200);
  if (start === "") return ["empty_body"];
  if (start.startsWith("<")) return ["html_body"];
  if (parsed !== undefined) return ["json_body"];
  return start.startsWith("{") || start.startsWith("[") ? ["cut_body"] : ["text_body"];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

// Some answers come as an array of one.
function unwrapped(value: unknown): unknown {
  const items = asList(value);
  return items.length === 1 ? items[0] : value;
}

function codesOf(error: unknown): readonly string[] {
  const details = readMember(error, "details");
  const words = [
    ...asList(details).map((detail) => readString(detail, "reason")),
    readString(details, "error_code"),
    readString(readMember(error, "innererror"), "code"),
    readString(error, "code"),
    readString(error, "type"),
    readString(error, "status"),
  ];
  return words.flatMap(asCode);
}

// Own members of an SDK's error; Node's words for sockets and files are not a provider's.
function ownCodes(layer: unknown): readonly string[] {
  return [readString(layer, "errorCode"), readString(layer, "code"), readString(layer, "type")].flatMap(asCode);
}

function asCode(word: string | undefined): readonly string[] {
  return word !== undefined && /^[\w.-]{1,80}$/u.test(word) ? [word.toLowerCase()] : [];
}

function detailSigns(error: unknown): readonly Sign[] {
  const details = asList(readMember(error, "details"));
  const violations = details.flatMap((detail) => asList(readMember(detail, "violations")));
  const signs: Sign[] = [];
  if (violations.some((violation) => /perday|daily/iu.test(readString(violation, "quotaId") ?? "")))
    signs.push("daily_quota");
  if (violations.some((violation) => asNumber(readMember(violation, "quotaValue")) === 0))
    signs.push("no_quota_for_model");
  if (readString(readMember(error, "metadata"), "limit_source") !== undefined) signs.push("budget_in_flight");
  if (asList(readMember(readMember(error, "metadata"), "reasons")).length > 0) signs.push("moderated");
  return signs;
}

function retryInfo(error: unknown): number | undefined {
  for (const detail of asList(readMember(error, "details"))) {
    const delay = readString(detail, "retryDelay");
    if (delay !== undefined) return parseDuration(delay);
  }
  return undefined;
}
