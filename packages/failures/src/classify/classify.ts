import { createClassifier } from "./classifier.ts";

const core = createClassifier();

/**
 * The verdict on any thrown value from its status, its headers and the network alone; no provider's words are known
 * here, `@perdure/failures/all` knows them too. Reads by structure and imports no SDK; never throws and never changes
 * the value; a failure anywhere in the chain keeps its own verdict. The message is ours: no word of the provider is in it.
 */
export const classify = core.classify;

/** The verdict as an error to throw. A failure is given back as it is; anything else becomes the cause. */
export const toFailure = core.toFailure;
