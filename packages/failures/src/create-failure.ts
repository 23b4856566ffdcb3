import { codeFacts, domainOf, isRetryable } from "./code-facts.ts";
import type { FailureCode } from "./codes.ts";
import { FailureError } from "./failure-error.ts";
import { frozenCopy } from "./frozen-json.ts";
import { plainText, shortened } from "./plain-text.ts";
import { asDelay } from "./read-value.ts";
import type {
  Category,
  FailureLocation,
  FailureReport,
  FailureTransport,
  ProviderMetadata,
  UserAction,
  ValidationProblem,
} from "./report.ts";

/** What a raise site adds to a code. Only the message is required; everything else has its default in the table. */
export interface FailureParts {
  /** One sentence of our own: no secret, no prompt, no provider's text, no attempt number and no time. */
  readonly message: string;
  readonly category?: Category | undefined;
  readonly user_action?: UserAction | undefined;
  readonly retry_after_ms?: number | undefined;
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly provider_metadata?: ProviderMetadata | undefined;
  readonly location?: FailureLocation | undefined;
  readonly validation_errors?: readonly ValidationProblem[] | undefined;
  readonly error_type?: string | undefined;
  readonly transport?: FailureTransport | undefined;
  readonly cause?: unknown;
}

const MAXIMUM_MESSAGE_CHARACTERS = 600;

/** A report from a code and its parts: everything that is not given is derived from the code table. Frozen. */
export function createReport(code: FailureCode, parts: FailureParts): FailureReport {
  const facts = codeFacts(code);
  const category = parts.category ?? facts.category;
  const errors = parts.validation_errors;
  return frozenCopy({
    schema: 1,
    code,
    category,
    domain: domainOf(category),
    retryable: isRetryable(category),
    retry_after_ms: asDelay(parts.retry_after_ms),
    user_action: parts.user_action ?? facts.user_action,
    // Cut where it is made, so that every path shows the same sentence and none has to drop it for its size.
    message: shortened(plainText(parts.message), MAXIMUM_MESSAGE_CHARACTERS),
    title: facts.title,
    type_uri: facts.type_uri,
    error_type: parts.error_type ?? facts.error_type,
    model: parts.model,
    provider: parts.provider,
    provider_metadata: parts.provider_metadata,
    location: parts.location,
    validation_errors: errors !== undefined && errors.length > 0 ? errors : undefined,
  }) as FailureReport;
}

/** A failure ready to throw. The report is derived from the code table and frozen. */
export function createFailure(code: FailureCode, parts: FailureParts): FailureError {
  return new FailureError({ report: createReport(code, parts), transport: parts.transport, cause: parts.cause });
}
