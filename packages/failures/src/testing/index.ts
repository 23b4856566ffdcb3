export { sameFailure, SAME_FAILURE_EXCLUSIONS } from "./same-failure.ts";
