/** The names that consoles and histories know: never changed, only added to. */
export const PIPE_RUN = "mthds_pipe_run";
export const PIPE_CONTROLLER = "mthds_pipe_controller";
export const RUN_LEAF = "mthds_run_leaf";
export const RUN_PIPE = "mthds_run_pipe";
export const DELIVER = "mthds_deliver";
export const PROGRESS = "mthds_progress";
