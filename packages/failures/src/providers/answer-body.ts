import type { ErrorSource } from "../classify/extractor.ts";
import { asList, asNumber, memberNames, readMember, readString } from "../read-value.ts";

/** What a provider answered, read from wherever an SDK keeps it. */
export interface AnswerBody {
  /** The whole answer as data; undefined where it is none. */
  readonly root: unknown;
  /** The innermost object that describes the error. */
  readonly error: unknown;
  /** The provider's own sentence, for patterns only: it is in no result. */
  readonly sentence: string;
  /** Its error words, lower case, most specific first. */
  readonly codes: readonly string[];
  /** What the shape of the answer shows. */
  readonly signs: readonly string[];
  /** The status of an error inside the answer. */
  readonly status?: number | undefined;
}

const MAXIMUM_TEXT = 200_000;
const MAXIMUM_SENTENCE = 2000;

/** Reads the answer that an error carries: parsed data, or text that is parsed here. */
export function answerBodyOf({ answer, header }: ErrorSource): AnswerBody {
  const text = bodyText(answer);
  const parsed = text === undefined ? undefined : parseJson(text);
  const kept = readMember(answer, "error");
  const candidates = [parsed, ...["responseBody", "data", "body"].map((name) => readMember(answer, name)), kept];
  const root = candidates.map(unwrapped).find((value) => typeof value === "object" && value !== null);
  const another = readMember(answer, "originalStatusCode");
  const shape = text === undefined ? [] : [shapeOf(text, parsed)];
  const named = wordsOf(header("x-amzn-errortype")?.split(":")[0]);
  if (root === undefined) {
    // Only an error that came with a status speaks for a provider; any other message is not evidence.
    const sentence = answer === undefined ? "" : (text ?? readString(answer, "message") ?? "");
    const codes = [...named, ...ownCodes(answer)];
    return bodyOf({ root, error: undefined, sentence, codes, signs: shape, status: errorStatus(another) });
  }
  // What an SDK hands over as `error` is the inner object already.
  const inner = readMember(root, "error");
  const isWrapped = typeof inner === "string" || (typeof inner === "object" && inner !== null);
  const outer = isWrapped && typeof inner !== "string" ? inner : root;
  const said = readString(outer, "message") ?? (typeof inner === "string" ? inner : readString(root, "detail")) ?? "";
  const error = innermost(outer, said);
  const inside = ["code", "status", "originalStatusCode"].map((name) => readMember(error, name));
  return bodyOf({
    root,
    error,
    sentence: error === outer ? said : (readString(error, "message") ?? ""),
    codes: [...named, ...codesOf(error), ...codesOf(outer), ...codesOf(root), ...ownCodes(answer)],
    signs: isWrapped || root === kept ? [...shape, "error_body"] : shape,
    status: [...inside, another].map(errorStatus).find((status) => status !== undefined),
  });
}

const MAXIMUM_NESTING = 4;

// Some gateways and SDKs put the answer of the server behind them, as text, where their own sentence belongs.
function innermost(outer: unknown, said: string): unknown {
  let error = outer;
  let sentence: string | undefined = said;
  for (let depth = 0; depth < MAXIMUM_NESTING && sentence !== undefined; depth += 1) {
    const nested = unwrapped(parseJson(sentence));
    if (typeof nested !== "object" || nested === null) break;
    error = readMember(nested, "error") ?? nested;
    sentence = readString(error, "message");
  }
  return error;
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

function bodyOf(body: AnswerBody): AnswerBody {
  return { ...body, codes: [...new Set(body.codes)], sentence: body.sentence.slice(0, MAXIMUM_SENTENCE) };
}

function bodyText(layer: unknown): string | undefined {
  const text = ["responseBody", "body", "$responseBodyText"].map((name) => readString(layer, name)).find(isText);
  if (text !== undefined) return text.slice(0, MAXIMUM_TEXT);
  // One SDK keeps nothing but the body, as its message.
  const message = readString(layer, "message");
  return readString(layer, "name") === "ApiError" ? message?.slice(0, MAXIMUM_TEXT) : undefined;
}

function shapeOf(text: string, parsed: unknown): string {
  const start = text.trimStart().slice(0, 200);
  if (start === "") return "empty_body";
  if (start.startsWith("<")) return "html_body";
  if (parsed !== undefined) return "json_body";
  return start.startsWith("{") || start.startsWith("[") ? "cut_body" : "text_body";
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
  const param = readString(error, "param");
  return [
    ...asList(details).map((detail) => readString(detail, "reason")),
    readString(details, "error_code"),
    readString(readMember(error, "innererror"), "code"),
    readString(error, "code"),
    readString(error, "type"),
    readString(error, "__type")?.split("#").at(-1),
    readString(error, "status"),
    param === undefined ? undefined : `param.${param}`,
  ].flatMap(wordsOf);
}

// Own members of an SDK's error; Node's words for sockets and files are not a provider's.
function ownCodes(layer: unknown): readonly string[] {
  // An error of the AWS SDK has its code as its name.
  const isAws = memberNames(layer).some((name) => name === "$metadata" || name === "$fault");
  const names = ["errorCode", "code", "type", ...(isAws ? ["name"] : [])];
  return names.flatMap((name) => wordsOf(readString(layer, name)));
}

function wordsOf(word: string | undefined): readonly string[] {
  return word !== undefined && /^[\w.-]{1,80}$/u.test(word) ? [word.toLowerCase()] : [];
}

function errorStatus(value: unknown): number | undefined {
  const status = asNumber(value);
  return status !== undefined && status >= 400 && status < 600 ? status : undefined;
}
