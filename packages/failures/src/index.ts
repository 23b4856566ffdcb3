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
