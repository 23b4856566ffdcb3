export { exitCodeFor } from "./exit-code.ts";
export type { ExitCodeOptions, ExitCodeReport } from "./exit-code.ts";
export { failureDocument } from "./failure-document.ts";
export type { FailureDocument } from "./failure-document.ts";
export { plainLine, plainText } from "../plain-text.ts";
export { renderDuration } from "./render-duration.ts";
export { renderCode, renderExplanation } from "./render-explanation.ts";
export { renderFailure } from "./render-failure.ts";
