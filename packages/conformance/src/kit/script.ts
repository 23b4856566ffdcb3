import type { Json } from "@perdure/crate";
import type { LeafCall, LeafContext } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import type { FailureCode, FailureParts } from "@perdure/failures";

/** One try of a leaf: `tried` counts the tries of its node in this run, this one included, whoever repeats it. */
interface Try extends LeafContext {
  readonly tried: number;
}
/** What a leaf does: gives a content, or throws. */
export type Act = (call: LeafCall, context: Try) => Json | Promise<Json>;
/** What a leaf answers: a content (a text is one of `native.Text`), or an act. */
export type Answer = Json | Act;
/** Answers by the code of the pipe, or by node id where a pipe is called more than once. Without one, a leaf tells what it was asked. */
export type Script = Readonly<Record<string, Answer>>;

/** An answer that is a failure. */
export const fails =
  (code: FailureCode, parts: Partial<FailureParts> = {}): (() => never) =>
  () => {
    throw createFailure(code, { message: "As scripted.", ...parts });
  };

/** Answers by try: the last one answers for all that follow. */
export const attempts =
  (...answers: readonly [Answer, ...Answer[]]): Act =>
  (call, context) => {
    const answer = answers[Math.min(context.tried, answers.length) - 1] as Answer;
    return typeof answer === "function" ? answer(call, context) : answer;
  };

/** A gate that a leaf waits at until it is opened, or until its signal ends it; and when it was reached. */
export interface Gate {
  readonly act: (answer: Answer) => Act;
  /** Resolves when `count` tries (default 1) have reached it. */
  reached(count?: number): Promise<void>;
  open(): void;
}

/** Makes a gate. */
export function createGate(): Gate {
  const opened = Promise.withResolvers<void>();
  let count = 0;
  let waiting: { readonly wanted: number; readonly resolve: () => void }[] = [];
  const arrive = (): void => {
    count += 1;
    for (const { wanted, resolve } of waiting) if (count >= wanted) resolve();
    waiting = waiting.filter(({ wanted }) => wanted > count);
  };
  return {
    act: (answer) => async (call, context) => {
      arrive();
      await openOrAborted(opened.promise, context);
      return typeof answer === "function" ? answer(call, context) : answer;
    },
    reached: (wanted = 1) =>
      count >= wanted ? Promise.resolve() : new Promise<void>((resolve) => waiting.push({ wanted, resolve })),
    open: () => opened.resolve(),
  };
}

async function openOrAborted(opened: Promise<void>, { signal }: Try): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason ?? new Error("The leaf was aborted."));
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  aborted.promise.catch(() => undefined);
  try {
    await Promise.race([opened, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
