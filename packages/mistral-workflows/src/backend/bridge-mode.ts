import { didYouMean } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import type { BridgeMode } from "../workflows/run-input.ts";

/** What each mode was called, somewhere, some time. */
const SPELLINGS: Readonly<Record<string, BridgeMode>> = {
  direct: "direct",
  mistral_native: "mistral_native",
  "mistral-native": "mistral_native",
  "mistral-workflows": "mistral_native",
  "mistralai-workflows": "mistral_native",
};

/** A mode by any of its names, letters in either case. Throws a FailureError `perdure.configuration_invalid` for another one. */
export function readBridgeMode(text: string): BridgeMode {
  const name = text.toLowerCase();
  const mode = Object.hasOwn(SPELLINGS, name) ? SPELLINGS[name] : undefined;
  if (mode !== undefined) return mode;
  const near = didYouMean(name, Object.keys(SPELLINGS));
  throw createFailure("perdure.configuration_invalid", {
    message:
      `There is no mode '${text}' inside Mistral Workflows: it is 'direct' or 'mistral_native'.` +
      (near === undefined ? "" : ` Did you mean '${near}'?`),
  });
}
