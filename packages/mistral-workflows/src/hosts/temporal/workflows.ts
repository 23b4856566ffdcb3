import { pipeController } from "../../workflows/pipe-controller.ts";
import { pipeRun } from "../../workflows/pipe-run.ts";
import { asTemporalWorkflow } from "./as-temporal-workflow.ts";

/** The workflows by the names that histories know; a worker of one's own re-exports them. */
export const mthds_pipe_run = asTemporalWorkflow(pipeRun);
export const mthds_pipe_controller = asTemporalWorkflow(pipeController);
