import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isFailureError } from "@perdure/failures";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TEST_SERVER_JARS } from "./test-server-jars.ts";
import { provisionDevServer, provisionTestServer } from "./provision.ts";
import type { ProvisionPorts } from "./provision-ports.ts";
import { machinePorts } from "./provision-ports.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "perdure-provision-"));
});
afterEach(async () => {
  await rm(home, { recursive: true });
});

/** A machine with nothing on it and no network; each test gives it something. */
function machine(given: Partial<ProvisionPorts> = {}): ProvisionPorts & { readonly commands: string[] } {
  const commands: string[] = [];
  return {
    ...machinePorts({}),
    environment: {},
    platform: "linux-x64",
    homeFolder: home,
    findOnPath: () => Promise.resolve(undefined),
    download: () => Promise.reject(new Error("no network")),
    run: (command) => {
      commands.push(command);
      return Promise.reject(new Error("no commands here"));
    },
    sleep: () => new Promise(() => undefined),
    ...given,
    commands,
  };
}
const executable = async (path: string) => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, "#!/bin/sh\n");
  await chmod(path, 0o755);
  return path;
};
const goMachine = (built = "built") =>
  machine({
    findOnPath: (command) => Promise.resolve(command === "go" ? "/usr/bin/go" : undefined),
    run: (_command, _args, { environment }) => writeFile(join(environment?.["GOBIN"] ?? "", "temporal"), built),
  });
async function refusal(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isFailureError(error)) throw new Error("it was not refused with a failure", { cause: error });
  return error.report;
}

describe("provisioning a server", () => {
  it("takes the executable that the variable names before one on PATH", async () => {
    const named = await executable(join(home, "mine/temporal"));
    const onPath = await executable(join(home, "bin/temporal"));
    const ports = machine({
      environment: { PERDURE_TEMPORAL_CLI: named },
      findOnPath: () => Promise.resolve(onPath),
    });
    expect(await provisionDevServer({ ports })).toEqual({ path: named, origin: "environment" });
  });

  it("refuses a variable that names no executable, and does not look elsewhere", async () => {
    const ports = machine({
      environment: { PERDURE_TEMPORAL_TEST_SERVER: join(home, "absent") },
      findOnPath: () => Promise.resolve("/usr/bin/true"),
    });
    const report = await refusal(provisionTestServer({ ports }));
    expect(report.code).toBe("perdure.server_unavailable");
    expect(report.message).toContain("PERDURE_TEMPORAL_TEST_SERVER");
    expect(report.user_action.detail).toContain("PERDURE_TEMPORAL_TEST_SERVER");
    expect(report.user_action.detail).not.toContain("PATH");
  });

  it("takes the command on PATH before the cache", async () => {
    await provisionDevServer({ build: true, ports: goMachine() });
    const ports = machine({ findOnPath: () => Promise.resolve("/opt/temporal") });
    expect(await provisionDevServer({ ports })).toEqual({ path: "/opt/temporal", origin: "path" });
  });

  it("builds only when asked, and finds what it built in the cache afterwards", async () => {
    expect((await refusal(provisionDevServer({ ports: goMachine() }))).message).toContain("not asked for");
    const built = await provisionDevServer({ build: true, ports: goMachine() });
    expect(built.origin).toBe("build");
    expect(built.path).toBe(join(home, ".cache/perdure/temporal/dev-server-1.5.1/temporal"));
    expect(await provisionDevServer({ ports: machine() })).toEqual({ path: built.path, origin: "cache" });
  });

  it("puts the cache where the environment says", async () => {
    const own = {
      ...goMachine(),
      environment: { PERDURE_CACHE: join(home, "own"), XDG_CACHE_HOME: join(home, "xdg") },
    };
    expect((await provisionDevServer({ build: true, ports: own })).path).toContain(join(home, "own/temporal"));
    const shared = { ...goMachine(), environment: { XDG_CACHE_HOME: join(home, "xdg") } };
    expect((await provisionDevServer({ build: true, ports: shared })).path).toContain(
      join(home, "xdg/perdure/temporal"),
    );
  });

  it("does not trust a cached file that has changed", async () => {
    const { path } = await provisionDevServer({ build: true, ports: goMachine() });
    await writeFile(path, "planted");
    const again = await provisionDevServer({ build: true, ports: goMachine("built again") });
    expect(again.origin).toBe("build");
    expect(await readFile(path, "utf8")).toBe("built again");
  });

  it("refuses a release whose digest is not the pinned one, and leaves no half file", async () => {
    const ports = machine({ download: (_url, file) => writeFile(file, "not the release") });
    const report = await refusal(provisionDevServer({ ports }));
    expect(report.message).toContain("SHA-256");
    expect(await readdir(join(home, ".cache/perdure/temporal"))).toEqual([]);
    expect(ports.commands).toEqual([]);
  });

  it("does not ask for a release of a platform without a known digest", async () => {
    let asked = 0;
    const download = () => {
      asked += 1;
      return Promise.reject(new Error("asked"));
    };
    await refusal(provisionDevServer({ ports: machine({ platform: "aix-ppc64", download }) }));
    expect(asked).toBe(0);
  });

  it("says every reason and every way out when there is none", async () => {
    const report = await refusal(provisionDevServer({ build: true, ports: machine() }));
    expect(report).toMatchObject({ code: "perdure.server_unavailable", category: "configuration" });
    expect(report.message).toMatch(/PATH.*no network.*Go 1\.25/);
    expect(report.user_action.detail).toContain("PERDURE_TEMPORAL_CLI");
    expect(report.user_action.detail).toContain("npx perdure temporal start-dev --build (needs Go");
  });

  it("refuses a jar that Maven brought and that is not the pinned one", async () => {
    const ports = machine({
      findOnPath: (command) => Promise.resolve(command === "mvn" ? "/usr/bin/mvn" : undefined),
      run: async (_command, _args, { cwd }) => {
        for (const jar of Object.keys(TEST_SERVER_JARS)) await writeFile(join(cwd, "jars", jar), "planted");
      },
    });
    const report = await refusal(provisionTestServer({ build: true, ports }));
    expect(report.message).toMatch(/\.jar is absent or not the expected one/);
    expect(await readdir(join(home, ".cache/perdure/temporal"))).toEqual([]);
  });

  it("lets one of two builders work and gives its result to the other", async () => {
    let builds = 0;
    const slow = {
      ...goMachine(),
      sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
      run: async (
        _command: string,
        _args: readonly string[],
        { environment }: { environment?: Record<string, string> },
      ) => {
        builds += 1;
        await new Promise((resolve) => setImmediate(resolve));
        await writeFile(join(environment?.["GOBIN"] ?? "", "temporal"), "built");
      },
    } as ProvisionPorts;
    const both = await Promise.all([
      provisionDevServer({ build: true, ports: slow }),
      provisionDevServer({ build: true, ports: slow }),
    ]);
    expect(builds).toBe(1);
    expect(both.map(({ origin }) => origin).sort()).toEqual(["build", "cache"]);
  });

  it("takes over the lock of a process that is dead", async () => {
    const lock = join(home, ".cache/perdure/temporal/dev-server.lock");
    await mkdir(dirname(lock), { recursive: true });
    // Beyond every process id that a kernel gives.
    await writeFile(lock, "4194305\n");
    expect((await provisionDevServer({ build: true, ports: goMachine() })).origin).toBe("build");
  });
});
