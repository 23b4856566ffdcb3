import { expect, it, vi } from "vitest";
import { failureOf } from "../testing/failure-of.ts";
import { importTemporal } from "./temporal-package.ts";

// Here, in its own workspace, the package can always be found.
vi.mock("./project-package.ts", () => ({ importFromProject: () => Promise.resolve({ found: false }) }));

it("@perdure/temporal that is not installed is named with the command that installs it", async () => {
  expect(await failureOf(() => importTemporal("client", "/project"))).toMatchObject({
    code: "perdure.backend_not_installed",
    message: expect.stringContaining("@perdure/temporal"),
    user_action: {
      detail: expect.stringMatching(/npm install @perdure\/temporal @temporalio\/.*@temporalio\/worker/u),
    },
  });
});
