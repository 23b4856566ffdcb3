import type { ErrorSource } from "../classify/extractor.ts";
import { asList, readMember, readString } from "../read-value.ts";

/** Why the model stopped, lower case, from an SDK's error or from the answer itself; undefined where nothing says it. */
export function finishReasonOf({ layers }: ErrorSource, root: unknown): string | undefined {
  const choice = asList(readMember(root, "choices"))[0];
  const candidate = asList(readMember(root, "candidates"))[0];
  // A refusal in words comes with an ordinary reason.
  const refusal = readString(readMember(choice, "message"), "refusal");
  const blocked = readString(readMember(root, "promptFeedback"), "blockReason");
  const reasons = [
    ...layers.map((layer) => readString(layer, "finishReason")),
    refusal === undefined || refusal === "" ? undefined : "refusal",
    blocked === undefined ? undefined : "blocked",
    readString(choice, "finish_reason"),
    readString(candidate, "finishReason"),
    readString(root, "stop_reason"),
    readString(root, "stopReason"),
    incompleteReason(root),
  ];
  return reasons.find((reason) => reason !== undefined)?.toLowerCase();
}

function incompleteReason(root: unknown): string | undefined {
  if (readString(root, "status") !== "incomplete") return undefined;
  return readString(readMember(root, "incomplete_details"), "reason") ?? "incomplete";
}
