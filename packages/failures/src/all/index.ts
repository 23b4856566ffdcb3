import { createClassifier } from "../classify/classifier.ts";
import { createExplainer } from "../explain/explain.ts";
import { PROVIDERS } from "../providers/index.ts";

/** The classifier that knows every provider. */
export const CLASSIFIER = createClassifier({ extractors: PROVIDERS });
const EXPLAINER = createExplainer(CLASSIFIER);

/**
 * The verdict on any thrown value: provider SDKs, the AI SDK, fetch, sockets, files, zod, Temporal. Reads by structure
 * and imports no SDK; never throws and never changes the value; a failure anywhere in the chain keeps its own verdict.
 */
export const { classify } = CLASSIFIER;

/** The verdict as an error to throw. A failure is given back as it is; anything else becomes the cause. */
export const { toFailure } = CLASSIFIER;

/** The verdict on any thrown value, with the rule that decided, what it saw, and what would have changed it. */
export const { explain } = EXPLAINER;

/** What is known of a code: its facts, the rules that give it, and who may repeat. */
export const { explainCode } = EXPLAINER;

export { describeCondition } from "../explain/describe-condition.ts";
export { createExplainer } from "../explain/explain.ts";
export type { CodeExplanation, Explainer, Explanation, RepeatAllowed } from "../explain/explain.ts";
export type { Alternative } from "../explain/alternatives.ts";
export type { ShownEvidence } from "../explain/shown-evidence.ts";
