import { provisionDevServer, provisionTestServer } from "@perdure/temporal/dev-server";

/**
 * Finds or builds the two Temporal servers that tests run on, and says where they are as environment variables. Compiling is
 * asked for: tests want their servers.
 */
export async function provisionServers(log = (line) => process.stderr.write(`  ${line}\n`)) {
  try {
    const dev = await provisionDevServer({ build: true, log });
    const test = await provisionTestServer({ build: true, log });
    return { ok: true, environment: { PERDURE_TEMPORAL_CLI: dev.path, PERDURE_TEMPORAL_TEST_SERVER: test.path } };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
