import { createFailure } from "@perdure/failures";
import { dirname, join } from "node:path";
import { withFileLock } from "./file-lock.ts";
import { DEV_SERVER, TEST_SERVER } from "./pinned-servers.ts";
import type { PinnedServer } from "./pinned-servers.ts";
import { machinePorts } from "./provision-ports.ts";
import type { ProvisionPorts } from "./provision-ports.ts";
import { cacheFolder } from "./server-cache.ts";
import { serverSources } from "./server-sources.ts";
import type { ServerOrigin } from "./server-sources.ts";

/** How a server is looked for. */
export interface ProvisionOptions {
  /** Compile it from the package registries where nothing else works. Default: no. */
  readonly build?: boolean;
  /** Called with one line of progress at a time. */
  readonly log?: (message: string) => void;
  readonly ports?: ProvisionPorts;
}
/** An executable server and where it came from. */
export interface ProvisionedServer {
  readonly path: string;
  readonly origin: ServerOrigin;
}

/**
 * The executable of Temporal's dev server: from `PERDURE_TEMPORAL_CLI`, PATH, our cache, the vendor's release, or a
 * build with Go, the first that works. Rejects with `perdure.server_unavailable`, which names the ways out.
 */
export function provisionDevServer(options: ProvisionOptions = {}): Promise<ProvisionedServer> {
  return provision(DEV_SERVER, options);
}

/**
 * The executable of Temporal's time-skipping server, in the same order: `PERDURE_TEMPORAL_TEST_SERVER`, PATH, our cache,
 * the vendor's release, or Maven. Rejects with `perdure.server_unavailable`.
 */
export function provisionTestServer(options: ProvisionOptions = {}): Promise<ProvisionedServer> {
  return provision(TEST_SERVER, options);
}

async function provision(server: PinnedServer, options: ProvisionOptions): Promise<ProvisionedServer> {
  const { build = false, log = () => undefined, ports = machinePorts() } = options;
  const named = ports.environment[server.variable];
  if (named !== undefined && named !== "") {
    if (await ports.isExecutable(named)) return { path: named, origin: "environment" };
    throw unavailable(
      server,
      [`${server.variable} names ${named}, which is no executable file`],
      `Set ${server.variable} to the server's executable, or unset it.`,
    );
  }
  const [onPath, cached, ...slow] = serverSources(server, ports, log, build);
  const reasons: string[] = [];
  for (const source of [onPath, cached]) {
    const found = await source?.find();
    if (source !== undefined && found !== undefined && "path" in found)
      return { path: found.path, origin: source.origin };
  }
  const lock = join(cacheFolder(ports), "temporal", `${server.name}.lock`);
  const waiting = (pid: number) => log(`Process ${pid} is already getting the ${server.title}; waiting for it …`);
  try {
    return await withFileLock(lock, ports, waiting, async () => {
      // Whoever held the lock may have filled the cache.
      for (const source of [cached, ...slow]) {
        const found = await source?.find();
        if (source === undefined || found === undefined) continue;
        if ("path" in found) return { path: found.path, origin: source.origin };
        reasons.push(found.missing);
      }
      throw unavailable(server, [`no ${server.command} on PATH`, ...reasons]);
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "EACCES" && code !== "EROFS") throw error;
    throw unavailable(server, [`the cache folder ${dirname(lock)} cannot be written`]);
  }
}

function waysOut({ command, variable, build }: PinnedServer): string {
  const asked = build.command ?? "a build from the package registries";
  return (
    `Install the Temporal server and put ${command} on PATH, or set ${variable} to its executable, ` +
    `or compile it: ${asked} (needs ${build.needs}).`
  );
}

function unavailable(server: PinnedServer, reasons: readonly string[], detail = waysOut(server)): Error {
  return createFailure("perdure.server_unavailable", {
    message: `There is no ${server.title} here: ${reasons.join("; ")}.`,
    user_action: { kind: "fix_configuration", detail },
  });
}
