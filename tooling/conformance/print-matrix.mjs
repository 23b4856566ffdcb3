// The matrix of backends × cases: `pnpm run conformance:matrix` proves every backend and prints the table; `--update` writes it into
// docs/conformance.md. Takes some minutes, and builds Temporal servers where there are none.
import { readFileSync, writeFileSync } from "node:fs";
import { countsOf, renderMatrix, renderReport } from "@perdure/conformance";
import { provisionServers } from "../commands/provision-servers.mjs";
import { COLUMNS } from "./columns.ts";
import { withMatrix } from "./matrix-page.ts";
import { proveColumn } from "./prove-column.ts";

const page = new URL("../../docs/conformance.md", import.meta.url);
const servers = await provisionServers();
if (!servers.ok) {
  console.error(servers.message);
  process.exit(2);
}
Object.assign(process.env, servers.environment);
const reports = [];
for (const column of COLUMNS) {
  process.stderr.write(`${column.name} …\n`);
  const report = await proveColumn(column);
  reports.push(report);
  process.stderr.write(`${report.ok ? countsOf(report.outcomes) : renderReport(report)}\n`);
}
if (process.argv.includes("--update")) writeFileSync(page, withMatrix(readFileSync(page, "utf8"), reports));
else console.log(renderMatrix(reports));
process.exit(reports.every(({ ok }) => ok) ? 0 : 1);
