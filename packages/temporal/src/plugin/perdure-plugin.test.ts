import type { WorkerOptions } from "@temporalio/worker";
import { isFailureError } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import { scriptedLeaves } from "../testing/scripted-leaves.fixture.ts";
import { createPerdurePlugin } from "./perdure-plugin.ts";

const plugin = createPerdurePlugin({ leaves: scriptedLeaves() });
const configured = async (options: Partial<WorkerOptions>) =>
  plugin.configureWorker?.({ taskQueue: "host", ...options });

describe("the plugin", () => {
  it("adds our activities to the host's and leaves its workflows alone", async () => {
    const own = () => Promise.resolve("own");
    const options = await configured({ activities: { own }, workflowsPath: "/host/workflows.js" });
    expect(options?.activities).toMatchObject({ own, "perdure.llm": expect.any(Function) as unknown });
    expect(options?.workflowsPath).toBe("/host/workflows.js");
    expect(options?.workflowBundle).toBeUndefined();
  });

  it("refuses an activity of the host that has one of our names", async () => {
    const clashing = configured({ activities: { "perdure.llm": () => Promise.resolve() } });
    const error: unknown = await clashing.catch((reason: unknown) => reason);
    expect(isFailureError(error) && error.report.code).toBe("perdure.configuration_invalid");
  });
});
