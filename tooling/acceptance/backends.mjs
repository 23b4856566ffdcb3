import { leavesInHistory, leavesInJournal } from "./recorded-leaves.mjs";

/** The durable backends: how the command is told to use them, and which leaves they have recorded as completed. */
export const JOURNAL = { mode: "journal", flags: ["--durable"], withServer: false, recordedLeaves: leavesInJournal };
export const TEMPORAL = {
  mode: "temporal",
  flags: ["--backend", "temporal"],
  withServer: true,
  recordedLeaves: leavesInHistory,
};
