import type { ProblemDomain } from "../codes.ts";
import type { Category, Domain, FailureLocation, ProviderMetadata, UserAction } from "../report.ts";
import type { StepKind } from "./step-kinds.ts";

/** Whether repeating the operation can succeed, as the protocol says it. Only `yes` invites a repeat. */
export type RetryVerdict = "yes" | "no" | "outcome_unknown";

/** One fault of several: an error of the method or an input that does not fit. */
export interface ProblemItem {
  readonly code: string;
  readonly detail: string;
  readonly location?: FailureLocation;
  readonly suggestions?: readonly string[];
  readonly category?: string;
}

/**
 * The body of an error answer: the members of RFC 9457, those of the MTHDS protocol, by which programs decide, and beside
 * them the vocabulary of older readers. Absent members are left out, never null.
 */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;

  readonly code: string;
  /** Who must act. */
  readonly domain: ProblemDomain;
  readonly retry: RetryVerdict;
  /** Seconds, with decimals. */
  readonly retry_after?: number;
  readonly next_step: { readonly kind: StepKind; readonly detail: string };
  readonly location?: FailureLocation;
  readonly errors?: readonly ProblemItem[];
  readonly pipeline_run_id?: string;

  readonly error_type: string;
  readonly error_category: Category;
  readonly error_domain?: Domain;
  readonly retryable: boolean;
  readonly user_action: UserAction;
  readonly model?: string;
  readonly provider?: string;
  readonly provider_metadata?: ProviderMetadata;
  readonly request_id?: string;
  /** The version of the report that the document was made from. */
  readonly schema: number;
  /** Members of the report that a later version wrote. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The names that mean something in a document; any other is kept as it is. */
export const DOCUMENT_MEMBERS: ReadonlySet<string> = new Set(
  [
    "type title status detail instance code domain retry retry_after next_step location errors pipeline_run_id",
    "error_type error_category error_domain retryable user_action model provider provider_metadata request_id",
    "schema extensions message validation_errors",
  ].flatMap((names) => names.split(" ")),
);
