import { utf8Length } from "@perdure/crate";
import { toFailure } from "@perdure/failures/all";
import { HostFailure } from "../host/host-failure.ts";
import { asJson } from "./as-json.ts";
import type { Progress } from "./progress.ts";
import type { FailureAttachment } from "./run-input.ts";

/** Bytes of node records that ride beside a failure. */
const MAX_NODES_BYTES = 256_000;

/** The failure that a unit ends with, its nodes beside it where they fit. */
export function endFailed(error: unknown, progress: Progress): HostFailure {
  const attachment: FailureAttachment = { nodes: progress.answer().nodes };
  const fits = utf8Length(JSON.stringify(attachment)) <= MAX_NODES_BYTES;
  return new HostFailure(toFailure(error, {}), fits ? { attachment: asJson(attachment) } : {});
}
