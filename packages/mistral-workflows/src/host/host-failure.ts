import type { Json } from "@perdure/crate";
import type { FailureError } from "@perdure/failures";

/** What a failure takes along across a host. */
export interface HostFailureOptions {
  /** Of an activity: milliseconds after which the host may try it again. Absent: it must not. */
  readonly repeat_after_ms?: number | undefined;
  /** Of a workflow: what its reader is to have beside the report. A host that cannot carry it drops it. */
  readonly attachment?: Json | undefined;
}

/** The one thing that is thrown across a host: a failure, and what the host is to do about it. */
export class HostFailure extends Error {
  readonly failure: FailureError;
  readonly repeat_after_ms?: number;
  readonly attachment?: Json;

  constructor(failure: FailureError, { repeat_after_ms, attachment }: HostFailureOptions = {}) {
    super(failure.message, { cause: failure });
    this.name = "HostFailure";
    this.failure = failure;
    if (repeat_after_ms !== undefined) this.repeat_after_ms = repeat_after_ms;
    if (attachment !== undefined) this.attachment = attachment;
  }
}
