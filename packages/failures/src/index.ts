export { createClassifier } from "./classify/classifier.ts";
export type { Classification, Classifier, Decision } from "./classify/classifier.ts";
export { classify, toFailure } from "./classify/classify.ts";
export type { ClassifyContext } from "./classify/context.ts";
export type { Evidence } from "./classify/evidence.ts";
export type { ErrorSource, Extractor, Findings } from "./classify/extractor.ts";
export type { HeaderReader } from "./classify/headers.ts";
export type { NetworkFacts, Phase } from "./classify/network.ts";
export { STAGES } from "./classify/rule.ts";
export type { Rule, RuleCondition, RuleVerdict, Stage } from "./classify/rule.ts";
export { codeFacts, domainOf, errorTypeOf, isRetryable, listCodes, typeUriOf } from "./code-facts.ts";
export type { CodeFacts } from "./code-facts.ts";
export { CODES, isFailureCode } from "./codes.ts";
export type { CodeRow, FailureCode, ProblemDomain } from "./codes.ts";
export { createFailure, createReport } from "./create-failure.ts";
export type { FailureParts } from "./create-failure.ts";
export { FailureError, isFailureError } from "./failure-error.ts";
export { withLocation, withTransport } from "./location.ts";
export { CATEGORIES, USER_ACTION_KINDS } from "./report.ts";
export type {
  Category,
  Domain,
  Effect,
  FailureLocation,
  FailureReport,
  FailureTransport,
  ProviderMetadata,
  UserAction,
  UserActionKind,
  ValidationProblem,
} from "./report.ts";
export { DEFAULT_RETRY_POLICY, mayAutoRetry, retryDelay } from "./retry.ts";
export type { AutoRetryOptions, RetryPolicy } from "./retry.ts";
export { retryPolicyFor } from "./retry-policy-for.ts";
export type { RetryPolicyOptions, ServerRetryPolicy } from "./retry-policy-for.ts";
