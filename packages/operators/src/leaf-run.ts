import type { Crate, Json, Pipe } from "@perdure/crate";
import type { ContentStore, LeafCall, LeafUsage } from "@perdure/engine";
import type { FileReader } from "./files/file-reader.ts";
import type { LanguageModels } from "./llm/language-models.ts";
import type { PerdureFunctions } from "./perdure-function.ts";
import type { CallCounter, Pace } from "./transport-retry.ts";

/** What leaf bodies share over the life of an executor. */
export interface LeafServices {
  readonly contents: ContentStore;
  readonly readFile: FileReader;
  readonly models: LanguageModels;
  readonly functions: PerdureFunctions;
  readonly pace: Pace;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
/** One attempt of one leaf. */
export interface LeafRun {
  readonly call: LeafCall;
  readonly crate: Crate;
  readonly pipe: Pipe;
  /** Aborted by the caller or at the deadline; reaches every HTTP call. */
  readonly signal: AbortSignal;
  readonly counter: CallCounter;
  readonly attempt: number;
  heartbeat(): void;
}
/** What a leaf body found: one content, or the contents of a list. */
export type LeafOutcome = ({ readonly content: Json } | { readonly contents: readonly Json[] }) & {
  readonly usage?: LeafUsage;
};
export type LeafBody = (run: LeafRun, services: LeafServices) => Promise<LeafOutcome>;
