export type { ProblemDocument, ProblemItem, RetryVerdict } from "./problem-document.ts";
export { readProblem } from "./read-problem.ts";
export type { ProblemContext, ProblemReading } from "./read-problem.ts";
export { redactReport } from "./redact-report.ts";
export type { StepKind } from "./step-kinds.ts";
export { toProblem } from "./to-problem.ts";
export type { ProblemAnswer, ProblemOptions } from "./to-problem.ts";
