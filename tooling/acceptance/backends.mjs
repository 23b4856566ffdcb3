import { leavesInHistory } from "./recorded-leaves.mjs";

/** The durable backends: how the command is told to use them, and which leaves they have recorded as completed. */
export const TEMPORAL = {
  mode: "temporal",
  flags: ["--backend", "temporal"],
  withServer: true,
  recordedLeaves: leavesInHistory,
};
