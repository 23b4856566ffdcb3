import { chmod, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildDevServer, buildTestServer } from "./build-servers.ts";
import type { PinnedServer } from "./pinned-servers.ts";
import type { ProvisionPorts } from "./provision-ports.ts";
import { cacheFolder, digestOf, install, isIntact } from "./server-cache.ts";

/** Where a server came from. */
export type ServerOrigin = "environment" | "path" | "cache" | "download" | "build";
/** A place where a server may come from: its executable, or why it is not there. */
export interface ServerSource {
  readonly origin: ServerOrigin;
  find(): Promise<{ readonly path: string } | { readonly missing: string }>;
}
const STALL_MS = 15_000;

/** Where a server may come from, in the order in which they are asked. The environment variable is not among them. */
export function serverSources(
  server: PinnedServer,
  ports: ProvisionPorts,
  log: (message: string) => void,
  build: boolean,
): readonly ServerSource[] {
  const folder = join(cacheFolder(ports), "temporal", `${server.name}-${server.build.version}`);
  const downloaded = join(cacheFolder(ports), "temporal", `${server.name}-${server.releases.version}-release`);
  const executable = (place: string) => join(place, server.command);
  return [
    {
      origin: "path",
      find: async () => {
        const path = await ports.findOnPath(server.command);
        return path === undefined ? { missing: `no ${server.command} on PATH` } : { path };
      },
    },
    {
      origin: "cache",
      find: async () => {
        for (const place of [folder, downloaded]) {
          if (await isIntact(place)) return { path: executable(place) };
        }
        return { missing: `nothing intact in ${folder}` };
      },
    },
    {
      origin: "download",
      find: async () => {
        const archive = server.releases.archives[ports.platform];
        if (archive === undefined) return { missing: `no release with a known digest for ${ports.platform}` };
        const url = server.releases.url(archive.name);
        log(`Downloading the ${server.title} ${server.releases.version} …`);
        try {
          await install(downloaded, { version: server.releases.version, source: url }, (temporary) =>
            unpackRelease(url, archive.sha256, server.command, temporary, ports),
          );
          return { path: executable(downloaded) };
        } catch (error) {
          return { missing: `the download failed (${(error as Error).message})` };
        }
      },
    },
    {
      origin: "build",
      find: async () => {
        const { tool, needs, version } = server.build;
        if (!build) return { missing: "building it was not asked for" };
        if ((await ports.findOnPath(tool)) === undefined) return { missing: `building it needs ${needs}` };
        try {
          await install(folder, { version, source: `built with ${tool}` }, (temporary) =>
            server.name === "dev-server"
              ? buildDevServer(temporary, ports, log)
              : buildTestServer(temporary, ports, log),
          );
          return { path: executable(folder) };
        } catch (error) {
          return { missing: `the build failed (${(error as Error).message})` };
        }
      },
    },
  ];
}

async function unpackRelease(
  url: string,
  sha256: string,
  command: string,
  temporary: string,
  ports: ProvisionPorts,
): Promise<void> {
  const archive = join(temporary, "release.tar.gz");
  await ports.download(url, archive, STALL_MS);
  if ((await digestOf(archive)) !== sha256) throw new Error("its SHA-256 is not the expected one");
  const unpacked = join(temporary, "unpacked");
  await mkdir(unpacked);
  await ports.run("tar", ["-xzf", archive, "-C", unpacked], { cwd: temporary });
  const found = (await readdir(unpacked, { recursive: true })).find((name) => name.split(/[\\/]/).at(-1) === command);
  if (found === undefined) throw new Error(`it holds no ${command}`);
  await rename(join(unpacked, found), join(temporary, command));
  await chmod(join(temporary, command), 0o755);
  await rm(unpacked, { recursive: true });
  await rm(archive);
}
