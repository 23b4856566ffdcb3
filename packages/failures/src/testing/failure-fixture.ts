import type { Category, Effect, UserActionKind } from "../report.ts";

/** A value of JSON. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/**
 * One failure as data that any language can serve: what happened on the wire or what was thrown, and the verdict. The
 * rows are in the package's `fixtures` folder. Times are measured from `FIXTURE_NOW_MS`.
 */
export interface FailureFixture {
  readonly id: string;
  /** The rule that must decide. */
  readonly rule: string;
  readonly provider: string;
  /** How far the request came. */
  readonly phase: "not_sent" | "sent" | "response_started" | "response_complete";
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: JsonValue;
  /** The word of the socket, the resolver or the TLS layer. */
  readonly network_code?: string;
  /** Where there is no code: what the network layer says. */
  readonly network_message?: string;
  /** The address that a connection was refused at. */
  readonly network_address?: string;
  /** What is thrown where nothing of the wire says it: a name, and the members that the error has. */
  readonly error?: { readonly name: string; readonly [member: string]: JsonValue };
  /** What the caller knew. */
  readonly context?: {
    readonly effect?: Effect;
    readonly has_answered?: boolean;
    readonly signal?: "quiet" | "aborted" | "timed_out";
  };
  readonly expected: {
    readonly code: string;
    readonly category: Category;
    readonly retryable: boolean;
    readonly user_action: UserActionKind;
    readonly retry_after_ms?: number;
  };
  /** What the provider's own documentation says, and where. */
  readonly documented?: {
    readonly source: string;
    /** Whether it says that a repeat of the same request helps; `disputed` where its pages contradict each other or practice. */
    readonly repeat: "helps" | "does_not_help" | "disputed";
  };
}

/** The moment at which every fixture happens: 2026-01-01T00:00:00Z in milliseconds. */
export const FIXTURE_NOW_MS = 1_767_225_600_000;
