import { AsyncCaller } from "@langchain/core/utils/async_caller";
import { getRetryable } from "@langchain/core/errors";
import { mayAutoRetry } from "@perdure/failures";
import { classify } from "@perdure/failures/all";
import { fixtureContext } from "@perdure/failures/testing";
import { ensureApplicationFailure } from "@temporalio/common";
import { APICallError } from "ai";
import { runInNoTime } from "../loops/in-no-time.mjs";

/**
 * Who decides whether a failed call is repeated, and how: from what the AI SDK throws (`thrown`), or from what the vendor's own SDK
 * throws (`by_vendor`), which is what LangChain calls. Where nothing is thrown, nothing is repeated.
 */
export const DECIDERS = [
  {
    name: "AI SDK",
    library: "ai",
    how: "`APICallError.isRetryable`",
    repeats: ({ thrown }) => APICallError.isInstance(thrown?.error) && thrown.error.isRetryable === true,
  },
  {
    name: "LangChain",
    library: "@langchain/core",
    how: "its `AsyncCaller` around the provider's own SDK",
    repeats: async ({ by_vendor }) => by_vendor !== undefined && (await callOfLangChain(by_vendor.error)).calls === 2,
  },
  {
    name: "its mark",
    how: "what LangChain's loop leaves on the error; none is read as yes, as its own middleware does",
    repeats: async ({ by_vendor }) => by_vendor !== undefined && ((await markOfLangChain(by_vendor.error)) ?? true),
  },
  {
    name: "Temporal",
    library: "@temporalio/common",
    how: "an error that an activity throws as it is",
    repeats: ({ thrown }) => thrown !== undefined && ensureApplicationFailure(thrown.error).nonRetryable !== true,
  },
  {
    name: "`@perdure/failures`",
    how: "`mayAutoRetry` of an inference",
    repeats: ({ thrown, fixture }) =>
      thrown !== undefined && mayAutoRetry(classify(thrown.error, fixtureContext(fixture)).report, "billable"),
  },
];

/** What LangChain's own loop, with one repeat allowed, does with a call that fails so. */
function callOfLangChain(error) {
  const caller = new AsyncCaller({ maxRetries: 1 });
  return runInNoTime(
    (work) => caller.call(work),
    () => Promise.reject(error),
  );
}

/** The mark that LangChain's loop leaves on an error; undefined where it leaves none. */
export async function markOfLangChain(error) {
  return getRetryable((await callOfLangChain(error)).error);
}
