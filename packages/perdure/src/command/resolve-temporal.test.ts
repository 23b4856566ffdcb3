import { join } from "node:path";
import { EMPTY_CONFIGURATION, type BackendRequest, type RunRecord, type TemporalConfiguration } from "@perdure/cli";
import { beforeEach, describe, expect, it } from "vitest";
import { failureOf } from "../testing/failure-of.ts";
import { installPackage } from "../testing/installed-package.ts";
import { temporaryFolders } from "../testing/temporary-folder.ts";
import { createDevServerPort } from "./dev-server-port.ts";
import { resolveBackend } from "./resolve-backend.ts";

const folder = temporaryFolders();

// Stands for the package that a user installs: it writes down what it is asked for.
const CLIENT = `
export const DEFAULT_FLEET_QUEUE = "perdure";
export const temporal = (options) => () => ({ contract: 1, mode: "temporal", options });
`;
const DEV_SERVER = `
let server;
export const asked = [];
export const devServerStatus = async () => ({ running: server !== undefined, ...(server ? { server } : {}) });
export const startDevServer = async (options) => {
  asked.push(options);
  server = { address: "127.0.0.1:7001", pid: 42 };
  return { ...server, reused: false };
};
export const stopDevServer = async () => { const was = server !== undefined; server = undefined; return was; };
`;
const WORKER = `
export const createPerdureWorker = async (options) => ({
  task_queue: options.task_queue,
  options,
  run: () => new Promise((resolve) => { setTimeout(resolve, 0); }),
  stop: async () => undefined,
});
`;

describe("Temporal", () => {
  let project = "";
  let said: string[] = [];
  beforeEach(() => {
    project = folder();
    said = [];
    installPackage(project, "@perdure/temporal", {
      "./client": CLIENT,
      "./dev-server": DEV_SERVER,
      "./worker": WORKER,
    });
  });
  const requestOf = (temporal: Partial<TemporalConfiguration> = {}, record?: Partial<RunRecord>): BackendRequest => ({
    mode: "temporal",
    configuration: { ...EMPTY_CONFIGURATION, temporal: { worker: "embedded", ...temporal } },
    state_folder: join(project, ".perdure"),
    project,
    record: record === undefined ? undefined : ({ backend: "temporal", ...record } as RunRecord),
    say: (line) => said.push(line),
  });
  const open = async (...[temporal, record]: Parameters<typeof requestOf>) => {
    const resolved = await resolveBackend(requestOf(temporal, record));
    const { options } = resolved.factory({ leaves: "leaves" } as never) as unknown as { options: object };
    return { ...resolved, options };
  };

  it("is the project's own server where none is named: started when it is down, said, and used again", async () => {
    const first = await open();
    expect(first.options).toEqual({ address: "127.0.0.1:7001", namespace: "default", worker: "embedded" });
    expect(first.details).toMatchObject({ address: "127.0.0.1:7001", is_own_server: true, worker: "embedded" });
    expect(said).toHaveLength(1);
    await open();
    expect(said).toHaveLength(1);
  });

  it("is the configured server, with its key, and no local one is started or looked at", async () => {
    installPackage(project, "@perdure/temporal", { "./client": CLIENT });
    const { options, details, description } = await open({
      address: "cloud.example.com:7233",
      namespace: "shop",
      api_key: "secret",
      worker: "fleet",
      task_queue: "documents",
    });
    expect(options).toEqual({
      address: "cloud.example.com:7233",
      namespace: "shop",
      api_key: "secret",
      worker: "fleet",
      task_queue: "documents",
    });
    expect(details).toEqual({
      address: "cloud.example.com:7233",
      is_own_server: false,
      namespace: "shop",
      worker: "fleet",
      task_queue: "documents",
    });
    expect(description).not.toContain("secret");
    expect(JSON.stringify(details)).not.toContain("secret");
  });

  it.each(["other.example.com:7233", "127.0.0.1:7233"])(
    "stays the server that a run was started on, whatever is configured by now: %s",
    async (address) => {
      installPackage(project, "@perdure/temporal", { "./client": CLIENT });
      const recorded = {
        address,
        namespace: "then",
        worker: "fleet",
        task_queue: "old",
        is_own_server: false,
      } as const;
      for (const now of [{}, { address: "cloud.example.com:7233", namespace: "now", task_queue: "new" }]) {
        expect((await open(now, recorded)).options).toEqual({
          address,
          namespace: "then",
          worker: "fleet",
          task_queue: "old",
        });
      }
    },
  );

  it("is the project's own server for a run that was started there, wherever that listens by now", async () => {
    const recorded = { address: "127.0.0.1:6999", is_own_server: true };
    const { options } = await open({ address: "cloud.example.com:7233", api_key: "secret" }, recorded);
    expect(options).toEqual({ address: "127.0.0.1:7001", namespace: "default", worker: "embedded" });
  });

  it("sends a key to no server but the one that is configured with it", async () => {
    const temporal = { address: "cloud.example.com:7233", api_key: "secret" };
    expect((await open(temporal, { address: "evil.example.com:7233" })).options).not.toHaveProperty("api_key");
    expect((await open({ api_key: "secret" })).options).not.toHaveProperty("api_key");
    expect((await open(temporal, { address: "cloud.example.com:7233" })).options).toHaveProperty("api_key", "secret");
  });

  it("gives a worker the leaves of the open facade and the queue that was asked for", async () => {
    const resolved = await open({ address: "cloud.example.com:7233", task_queue: "documents" });
    expect(await resolved.startWorker?.({})).toMatchObject({ task_queue: "documents" });
    const asked = await resolved.startWorker?.({ task_queue: "images" });
    expect(asked).toMatchObject({ task_queue: "images" });
    await expect(asked?.ended).resolves.toBeUndefined();
    expect(await (await open({ address: "cloud.example.com:7233" })).startWorker?.({})).toMatchObject({
      task_queue: "perdure",
    });
    const closed = await resolveBackend(requestOf({ address: "cloud.example.com:7233" }));
    expect(await failureOf(() => closed.startWorker?.({}))).toMatchObject({ code: "runtime.misconfigured" });
  });

  it("whose own packages are missing is named the same way", async () => {
    installPackage(project, "@perdure/temporal", { "./client": "import '@temporalio/gone';" });
    expect(await failureOf(() => resolveBackend(requestOf({ address: "cloud.example.com:7233" })))).toMatchObject({
      code: "perdure.backend_not_installed",
    });
  });

  it("starts, shows and stops the project's own server by hand", async () => {
    const port = createDevServerPort();
    const place = { project, state_folder: join(project, ".perdure") };
    expect(await port.status(place)).toBeUndefined();
    expect(await port.start({ ...place, build: true, say: () => undefined })).toEqual({
      address: "127.0.0.1:7001",
      pid: 42,
      started: true,
    });
    expect(await port.status(place)).toMatchObject({ pid: 42 });
    expect([await port.stop(place), await port.stop(place)]).toEqual([true, false]);
  });
});
