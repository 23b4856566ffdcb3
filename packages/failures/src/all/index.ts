import { createClassifier } from "../classify/classifier.ts";
import { PROVIDERS } from "../providers/index.ts";

/** The classifier that knows every provider. */
export const CLASSIFIER = createClassifier({ extractors: PROVIDERS });

/**
 * The verdict on any thrown value: provider SDKs, the AI SDK, fetch, sockets, files, zod, Temporal. Reads by structure
 * and imports no SDK; never throws and never changes the value; a failure anywhere in the chain keeps its own verdict.
 */
export const { classify } = CLASSIFIER;

/** The verdict as an error to throw. A failure is given back as it is; anything else becomes the cause. */
export const { toFailure } = CLASSIFIER;
