import { readMember, readString } from "../read-value.ts";
import type { Effect, ValidationProblem } from "../report.ts";
import type { ClassifyContext } from "./context.ts";
import type { ErrorSource, Extractor, Findings } from "./extractor.ts";
import { ABORTS } from "./network-rules.ts";
import { networkFactsOf } from "./network.ts";
import type { NetworkFacts, Phase } from "./network.ts";
import { retryAfterOf } from "./retry-after.ts";

/** Everything that rules may look at: free of a provider's prose. */
export interface Evidence {
  /** How far the request came: whether something may have happened at the other end. */
  readonly phase: Phase;
  readonly status?: number | undefined;
  /** The provider's own error words, lower case, most specific first. */
  readonly codes: readonly string[];
  readonly signs: readonly string[];
  readonly network?: NetworkFacts | undefined;
  readonly system_code?: string | undefined;
  /** Names of the errors in the chain, outermost first. */
  readonly names: readonly string[];
  readonly finish_reason?: string | undefined;
  /** Milliseconds. */
  readonly retry_after_ms?: number | undefined;
  /** What the server says of a repeat (`x-should-retry`). */
  readonly should_retry?: boolean | undefined;
  readonly request_id?: string | undefined;
  readonly validation_errors?: readonly ValidationProblem[] | undefined;
  readonly effect: Effect;
  readonly is_cancelled: boolean;
  readonly has_signal: boolean;
  readonly has_answered: boolean;
}

const REQUEST_ID_HEADERS = ["x-request-id", "request-id", "apim-request-id", "x-amzn-requestid", "x-goog-request-id"];

/** What an error shows, read by structure. */
export function evidenceOf(source: ErrorSource, context: ClassifyContext, extractors: readonly Extractor[]): Evidence {
  const { layers, answer, header } = source;
  const all = extractors.map(({ read }) => safely(() => read?.(source)) ?? {});
  const first = <K extends keyof Findings>(name: K): Findings[K] =>
    all.map((findings) => findings[name]).find((value) => value !== undefined);
  const network = networkFactsOf(layers);
  const outer = statusOf(answer);
  const status = speaksOfAnother(outer) ? (first("status") ?? outer) : outer;
  return {
    phase: network?.phase ?? (status === undefined ? "not_known" : "response_complete"),
    status,
    codes: [...new Set(all.flatMap(({ codes = [] }) => codes))],
    signs: [...new Set(all.flatMap(({ signs = [] }) => signs))],
    network,
    system_code: first("system_code"),
    names: layers.flatMap(namesOf),
    finish_reason: first("finish_reason"),
    retry_after_ms: retryAfterOf(header, source.now) ?? first("retry_after_ms"),
    should_retry: { true: true, false: false }[header("x-should-retry") ?? ""],
    request_id: requestIdOf([...REQUEST_ID_HEADERS.map(header), first("request_id")]),
    validation_errors: first("validation_errors"),
    effect: context.effect ?? "billable",
    is_cancelled: isCancelled(source, context),
    has_signal: context.signal !== undefined,
    has_answered: context.has_answered === true,
  };
}

/** The HTTP status that a layer carries. */
export function statusOf(layer: unknown): number | undefined {
  const candidates = [
    readMember(layer, "statusCode"),
    readMember(layer, "status"),
    readMember(readMember(layer, "response"), "status"),
    readMember(readMember(layer, "$metadata"), "httpStatusCode"),
  ];
  return candidates.find(
    (status): status is number =>
      typeof status === "number" && Number.isInteger(status) && status >= 100 && status < 600,
  );
}

// An answer that began as a success keeps its real status in the body, and 424 stands for that of another server.
function speaksOfAnother(status: number | undefined): boolean {
  return status !== undefined && (status < 300 || status === 424);
}

function requestIdOf(candidates: readonly (string | undefined)[]): string | undefined {
  return candidates.find((id) => id !== undefined && /^[\w.:-]{1,128}$/u.test(id));
}

// An abort throws the signal's reason, which may be anything; a time-out's reason is not a cancellation.
function isCancelled({ error, layers }: ErrorSource, { signal }: ClassifyContext): boolean {
  if (signal === undefined || readMember(signal, "aborted") !== true) return false;
  const reason = readMember(signal, "reason");
  if (readString(reason, "name") === "TimeoutError") return false;
  return error === reason || layers.some((layer) => layer === reason || namesOf(layer).some(isAbort));
}

// The classes of one SDK are all called Error, and tell themselves apart by their constructors alone.
function namesOf(layer: unknown): readonly string[] {
  const names = [readString(layer, "name"), readString(readMember(layer, "constructor"), "name")];
  return names.filter((name) => name !== undefined);
}

function isAbort(name: string): boolean {
  return ABORTS.includes(name);
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
