import { join } from "node:path";
import { EMPTY_CONFIGURATION, type BackendRequest, type Configuration } from "@perdure/cli";
import { describe, expect, it } from "vitest";
import { failureOf } from "../testing/failure-of.ts";
import { installPackage } from "../testing/installed-package.ts";
import { temporaryFolders } from "../testing/temporary-folder.ts";
import { checkBackend, resolveBackend } from "./resolve-backend.ts";

const folder = temporaryFolders();
const STAND_IN = {
  ".": `
export const readBridgeMode = (text) => (text === "direct" ? "direct" : "mistral_native");
export const mistralWorkflows = (options) => () => options;
export class MissingMistralWorkflowsHostError extends Error {
  report = { code: "perdure.backend_not_installed", category: "configuration" };
  constructor(mode) { super("no host for " + mode); Object.defineProperty(this, Symbol.for("perdure.failure"), { value: true }); }
}`,
  "./hosts/temporal": "export const temporalHost = (options) => ({ ...options, close: async () => undefined });",
};

function resolve(part: Partial<Configuration>, mode = "mistral-workflows") {
  const project = folder();
  installPackage(project, "@perdure/mistral-workflows", STAND_IN);
  const said: string[] = [];
  const request: BackendRequest = {
    mode,
    configuration: { ...EMPTY_CONFIGURATION, ...part },
    state_folder: join(project, ".perdure"),
    project,
    say: (line) => said.push(line),
  };
  return { said, resolving: () => resolveBackend(request), checking: () => checkBackend(request) };
}
const onTemporal = { mistral_workflows: { host: "temporal" as const, address: "127.0.0.1:7233", mode: "direct" } };

describe("Mistral Workflows as a backend of the command", () => {
  it.each(["mistral-workflows", "mistralai-workflows", "mistral_native"])(
    "is refused by any of its names where no host is configured: %s",
    async (name) => {
      expect(await failureOf(resolve({}, name).resolving)).toMatchObject({ code: "perdure.backend_not_installed" });
    },
  );

  it("runs on the host that is configured, in its mode, and says where", async () => {
    const { description, factory, details } = await resolve(onTemporal).resolving();
    expect(description).toBe("Mistral Workflows (direct), executed by Temporal at 127.0.0.1:7233");
    expect(factory({} as never)).toMatchObject({ mode: "direct", host: { address: "127.0.0.1:7233" } });
    expect(details).toMatchObject({ address: "127.0.0.1:7233" });
  });

  it("says that [temporal] is_enabled has no effect, and does not go to Temporal instead", async () => {
    const enabled = { temporal: { worker: "embedded" as const, is_enabled: true } };
    const refused = resolve(enabled);
    expect(await failureOf(refused.resolving)).toMatchObject({ code: "perdure.backend_not_installed" });
    expect(refused.said).toEqual([expect.stringContaining("[temporal] is_enabled has no effect")]);
  });

  it("is checked before anything is started, without a word", async () => {
    const refused = resolve({ temporal: { worker: "embedded", is_enabled: true } });
    expect(await failureOf(refused.checking)).toMatchObject({ code: "perdure.backend_not_installed" });
    expect(refused.said).toEqual([]);
    await expect(resolve(onTemporal).checking()).resolves.toBeUndefined();
  });

  it("needs the address of its host", async () => {
    const report = await failureOf(resolve({ mistral_workflows: { host: "temporal" } }).resolving);
    expect(report).toMatchObject({ code: "perdure.configuration_invalid" });
    expect(report.user_action.detail).toContain("mistral_workflows.address");
  });
});
