import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BackendFactory } from "@perdure/engine";
import { runReadmeExample } from "@perdure/readme-example";
import { expect, it } from "vitest";
import * as devServer from "../dev-server/index.ts";
import { backendHost } from "../testing/backend-host.fixture.ts";
import { scriptedLeaves } from "../testing/scripted-leaves.fixture.ts";
import { sequenceJob } from "../testing/sequence-job.fixture.ts";
import { installQuietRuntime } from "../worker/quiet-runtime.ts";
import * as client from "./index.ts";

/** Stands for the facade, which no backend may import: a run of two leaves, whatever the method. */
const createPerdure = ({ backend }: { readonly backend: BackendFactory }) => ({
  run: async () => {
    const opened = backend(backendHost(scriptedLeaves()));
    const result = await opened.execute(sequenceJob("readme", ["a", "b"]));
    await opened.close();
    return result;
  },
});

it("has a README whose first example runs on a dev server", { timeout: 60_000 }, async () => {
  installQuietRuntime(() => undefined);
  const stateFolder = await mkdtemp(join(tmpdir(), "perdure-readme-"));
  const startDevServer = (options: devServer.StartDevServerOptions) =>
    devServer.startDevServer({ ...options, stateFolder });
  try {
    const { printed } = await runReadmeExample(new URL("../../README.md", import.meta.url), {
      modules: {
        perdure: { createPerdure },
        "@perdure/temporal/client": client,
        "@perdure/temporal/dev-server": { ...devServer, startDevServer },
      },
    });
    expect(printed).toMatch(/main succeeded\nmain\/a succeeded\nmain\/b succeeded$/u);
  } finally {
    await devServer.stopDevServer(stateFolder);
    await rm(stateFolder, { recursive: true });
  }
});
