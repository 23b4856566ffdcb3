import { classify } from "@perdure/failures/all";
import { fixtureContext } from "@perdure/failures/testing";
import { isWait } from "./patience.mjs";

/** Failures that no wire format has a say in: every SDK can meet them. */
const OF_EVERY_SDK = /^(?:network|answer)\./u;

/** Whether a call of this SDK can end with this failure. */
export function canMeet(sdk, fixture) {
  if (sdk.is_patient === true && isWait(fixture)) return false;
  return sdk.speaks.includes(fixture.provider) || OF_EVERY_SDK.test(fixture.id);
}

/** What a caller of the SDK catches when its provider at `address` fails; undefined where nothing is thrown. */
export async function caughtFrom(sdk, address, fetch) {
  try {
    await sdk.call(address, fetch);
  } catch (error) {
    return { error };
  }
  return undefined;
}

/** The verdict on what was caught, as a word to compare. */
export function verdictOn(caught, fixture) {
  if (caught === undefined) return "nothing is thrown";
  return wordOf(classify(caught.error, fixtureContext(fixture)).report);
}

/** A verdict as a word to compare: category, code and delay. */
export function wordOf({ category, code, retry_after_ms }) {
  return [category, code, ...(retry_after_ms === undefined ? [] : [`${retry_after_ms} ms`])].join(" ");
}
