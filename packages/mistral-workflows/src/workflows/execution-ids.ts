import { sha256Hex } from "@perdure/crate";

const PREFIX = "mthds-";

/** The execution of a run: one for each run id, for ever. */
export const executionIdOf = (runId: string): string => `${PREFIX}${runId}`;

/** The run of an execution; undefined for one that is not ours. */
export const runIdOf = (executionId: string): string | undefined =>
  executionId.startsWith(PREFIX) ? executionId.slice(PREFIX.length) : undefined;

/** The execution of a controller: within the alphabet of ids whatever its node is called, the same when a history is replayed. */
export const controllerIdOf = (runId: string, nodeId: string): string =>
  `${executionIdOf(runId)}-${sha256Hex(nodeId).slice(0, 16)}`;
