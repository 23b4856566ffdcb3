import { readMember, readString } from "../read-value.ts";
import type { Effect } from "../report.ts";
import { bodyFactsOf } from "./body.ts";
import type { ClassifyContext } from "./context.ts";
import { headersOf } from "./headers.ts";
import { layersOf } from "./layers.ts";
import { fileFactsOf, networkFactsOf } from "./network.ts";
import type { NetworkFacts, Phase } from "./network.ts";
import { retryAfterOf } from "./retry-after.ts";
import type { Sign } from "./signs.ts";

/** Everything that rules may look at: provider-blind, and free of a provider's prose. */
export interface Evidence {
  readonly phase: Phase;
  readonly status?: number | undefined;
  /** The provider's own error words, lower case, most specific first. */
  readonly codes: readonly string[];
  readonly signs: readonly Sign[];
  readonly network?: NetworkFacts | undefined;
  readonly file?: { readonly code: string; readonly writing: boolean } | undefined;
  /** Names of the errors in the chain, outermost first. */
  readonly names: readonly string[];
  readonly finish_reason?: string | undefined;
  readonly retry_after_ms?: number | undefined;
  readonly should_retry?: boolean | undefined;
  readonly request_id?: string | undefined;
  readonly effect: Effect;
  readonly is_cancelled: boolean;
  readonly has_signal: boolean;
  readonly has_answered: boolean;
}

const REQUEST_ID_HEADERS = ["x-request-id", "request-id", "apim-request-id", "x-amzn-requestid", "x-goog-request-id"];

/** What an error shows, read by structure. Never throws. */
export function evidenceOf(error: unknown, context: ClassifyContext): Evidence {
  const layers = layersOf(error);
  const answer = layers.find((layer) => statusOf(layer) !== undefined);
  const network = networkFactsOf(layers);
  const names = layers.flatMap((layer) => readString(layer, "name") ?? []);
  const header = headersOf(answer);
  const body = answer === undefined ? undefined : bodyFactsOf(answer);
  const outer = answer === undefined ? undefined : statusOf(answer);
  // An error inside an answer that began as a success keeps its status in the body.
  const status = outer !== undefined && outer < 300 ? (body?.status ?? outer) : outer;
  const type = header("x-amzn-errortype")?.split(":")[0]?.toLowerCase();
  return {
    phase: network?.phase ?? (status === undefined ? "not_known" : "response_complete"),
    status,
    codes: [...(type === undefined ? [] : [type]), ...(body?.codes ?? [])],
    signs: body?.signs ?? [],
    network,
    file: fileFactsOf(layers),
    names,
    finish_reason: layers.map((layer) => readString(layer, "finishReason")).find((reason) => reason !== undefined),
    retry_after_ms: retryAfterOf(header, () => context.now_ms ?? Date.now()) ?? body?.retry_after_ms,
    should_retry: { true: true, false: false }[header("x-should-retry") ?? ""],
    request_id: requestIdOf(answer, header),
    effect: context.effect ?? "billable",
    is_cancelled: isCancelled(error, layers, context),
    has_signal: context.signal !== undefined,
    has_answered: context.has_answered === true,
  };
}

function statusOf(layer: unknown): number | undefined {
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

function requestIdOf(answer: unknown, header: ReturnType<typeof headersOf>): string | undefined {
  const candidates = [
    ...REQUEST_ID_HEADERS.map(header),
    readString(answer, "requestID"),
    readString(readMember(answer, "$metadata"), "requestId"),
  ];
  return candidates.find((id) => id !== undefined && /^[\w.:-]{1,128}$/u.test(id));
}

// An abort throws the signal's reason, which may be anything; a time-out's reason is not a cancellation.
function isCancelled(error: unknown, layers: readonly unknown[], { signal }: ClassifyContext): boolean {
  if (signal === undefined || readMember(signal, "aborted") !== true) return false;
  const reason = readMember(signal, "reason");
  if (readString(reason, "name") === "TimeoutError") return false;
  return error === reason || layers.some((layer) => layer === reason || readString(layer, "name") === "AbortError");
}
