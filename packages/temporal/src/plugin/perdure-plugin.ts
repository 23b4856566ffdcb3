import type { WorkerOptions, WorkerPlugin } from "@temporalio/worker";
import type { LeafExecutor } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { createActivities } from "../activities/create-activities.ts";

/**
 * Adds our activities to a worker that the host configures. It sets no workflows: the host re-exports ours from its own
 * workflows file, `export * from "@perdure/temporal/workflows"`. An activity of the host with one of our names is refused.
 */
export function createPerdurePlugin({ leaves }: { readonly leaves: LeafExecutor }): WorkerPlugin {
  return {
    name: "perdure",
    configureWorker(options: WorkerOptions): WorkerOptions {
      const ours = createActivities(leaves);
      const theirs = options.activities ?? {};
      const taken = Object.keys(ours).find((name) => Object.hasOwn(theirs, name));
      if (taken !== undefined) {
        throw createFailure("perdure.configuration_invalid", {
          message: `The worker already has an activity named ${taken}.`,
        });
      }
      return { ...options, activities: { ...theirs, ...ours } };
    },
  };
}
