import { readMember } from "../read-value.ts";
import type { Effect, FailureReport } from "../report.ts";
import { mayAutoRetry } from "../retry.ts";
import type { AutoRetryOptions } from "../retry.ts";
import { setMark } from "./set-mark.ts";

/** What a repeat may cost, and what the operator allows. */
export interface StampOptions extends AutoRetryOptions {
  /** What the call may do; an inference (`billable`) unless given. */
  readonly effect?: Effect | undefined;
}

/** Which marks are on the error now and say the verdict. All false where nothing could be set. */
export interface StampedMarks {
  /** `isRetryable`: the AI SDK's loop repeats on true and stops on false. Set on its API call and gateway errors only. */
  readonly ai_sdk: boolean;
  /**
   * The symbol `langchain.errors.retryable`. LangChain's loop stops on false. True takes an earlier false back and orders
   * nothing: the loop goes on judging by its own rules, and stops at most client errors. Set on every Error.
   */
  readonly langchain: boolean;
  /**
   * `$retryable`: the AWS SDK's loop repeats what has it. It knows no veto: where the verdict is no, this is false, the
   * mark is taken off, and the loop still repeats the statuses and names of its own list. Set on its service errors only.
   */
  readonly aws: boolean;
}

/**
 * Writes the verdict on an error in the marks that foreign retry loops read: whether `mayAutoRetry` allows a repeat of
 * the report. It only helps where it runs inside such a loop, before the loop sees the error. Changes nothing else of the
 * error and gives it no mark of a class; a later stamp replaces an earlier one. Never throws, whatever `error` is.
 */
export function stampError(
  error: unknown,
  report: Pick<FailureReport, "category" | "code">,
  options: StampOptions = {},
): StampedMarks {
  const repeat = mayAutoRetry(report, options.effect ?? "billable", options);
  return {
    ai_sdk: isOfAiSdk(error) && setMark(error, "isRetryable", repeat),
    langchain: isError(error) && setMark(error, LANGCHAIN, repeat),
    aws: isOfAws(error) && markForAws(error, repeat, report.code === "provider.rate_limited"),
  };
}

const LANGCHAIN = Symbol.for("langchain.errors.retryable");
const AI_SDK = ["vercel.ai.error.AI_APICallError", "vercel.ai.gateway.error"].map((name) => Symbol.for(name));

// Both loops read their mark on an Error only.
function isError(error: unknown): error is Error {
  try {
    return error instanceof Error;
  } catch {
    return false;
  }
}

function isOfAiSdk(error: unknown): error is Error {
  return isError(error) && AI_SDK.some((mark) => readMember(error, mark) === true);
}

function isOfAws(error: unknown): error is object {
  const fault = readMember(error, "$fault");
  return (fault === "client" || fault === "server") && Boolean(readMember(error, "$metadata"));
}

function markForAws(error: object, repeat: boolean, throttling: boolean): boolean {
  if (repeat) return setMark(error, "$retryable", Object.freeze({ throttling }));
  // Some of its errors are made with the mark.
  if (readMember(error, "$retryable") !== undefined) setMark(error, "$retryable", undefined);
  return false;
}
