import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DEV_SERVER, TEST_SERVER } from "./pinned-servers.ts";
import type { ProvisionPorts } from "./provision-ports.ts";
import { digestOf } from "./server-cache.ts";
import { TEST_SERVER_JARS } from "./test-server-jars.ts";

const DEV_SERVER_MODULE = `github.com/temporalio/cli/cmd/temporal@v${DEV_SERVER.build.version}`;
const TICK_MS = 15_000;

/** Builds the dev server from the Go module registry, whose checksum database vouches for every module. */
export async function buildDevServer(folder: string, ports: ProvisionPorts, log: (message: string) => void) {
  await withProgress("Building the Temporal dev server (about five minutes, once)", ports, log, () =>
    ports.run("go", ["install", "-trimpath", "-ldflags=-s -w", DEV_SERVER_MODULE], {
      cwd: folder,
      environment: { GOBIN: folder },
    }),
  );
}

/** Fetches the time-skipping server's jars with Maven, checks each against its pinned digest, and writes its start script. */
export async function buildTestServer(folder: string, ports: ProvisionPorts, log: (message: string) => void) {
  const jars = join(folder, "jars");
  await mkdir(jars);
  await writeFile(join(folder, "pom.xml"), POM);
  await withProgress("Fetching the Temporal time-skipping server with Maven (once)", ports, log, () =>
    ports.run("mvn", ["-q", "-B", COPY_DEPENDENCIES, "-DincludeScope=runtime", `-DoutputDirectory=${jars}`], {
      cwd: folder,
    }),
  );
  for (const [jar, sha256] of Object.entries(TEST_SERVER_JARS)) {
    if ((await digestOf(join(jars, jar))) !== sha256) throw new Error(`${jar} is absent or not the expected one`);
  }
  const script = join(folder, TEST_SERVER.command);
  await writeFile(script, START_SCRIPT);
  await chmod(script, 0o755);
}

async function withProgress(
  what: string,
  ports: ProvisionPorts,
  log: (message: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  const started = ports.now();
  log(`${what} …`);
  let running = true;
  const done = work().finally(() => {
    running = false;
  });
  const ticking = (async () => {
    for (;;) {
      await Promise.race([ports.sleep(TICK_MS), done.catch(() => undefined)]);
      if (!running) return;
      log(`${what}: ${Math.round((ports.now() - started) / 1000)} s`);
    }
  })();
  await Promise.all([done, ticking]);
}

const COPY_DEPENDENCIES = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>perdure</groupId>
  <artifactId>test-server</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${TEST_SERVER.build.version}</version>
    </dependency>
  </dependencies>
</project>
`;

// Only the pinned jars are on the class path; exec, so that whoever stops the script stops the server.
const START_SCRIPT = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "${Object.keys(TEST_SERVER_JARS)
  .map((jar) => `$here/jars/${jar}`)
  .join(":")}" io.temporal.testserver.TestServer "$@" 2>/dev/null
`;
