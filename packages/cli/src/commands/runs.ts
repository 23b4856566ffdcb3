import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { withRecords } from "../session.ts";
import { renderTable } from "../terminal/render-table.ts";

const EXAMPLES = `
Examples:
  perdure runs                      newest first
  perdure runs --json
`;

/** `perdure runs`. */
export function addRunsCommand(program: Command, context: CommandContext): void {
  program
    .command("runs")
    .summary("list this project's runs")
    .description("Lists the runs of this project, newest first, with what can be done about each.")
    .option("--json", "print JSON on stdout")
    .addHelpText("after", EXAMPLES)
    .action(() => listRuns(context));
}

async function listRuns(context: CommandContext): Promise<void> {
  const { io, isJson } = context;
  const records = await withRecords(context, (reader) => reader.records());
  if (isJson) {
    io.stdout.write(`${JSON.stringify(records, null, 2)}\n`);
    return;
  }
  if (records.length === 0) {
    io.stderr.write("No runs yet: perdure run <method>\n");
    return;
  }
  const rows = records.map((record) => [
    record.run_id,
    record.state,
    record.backend,
    new Date(record.started_at).toISOString().slice(0, 19).replace("T", " "),
    record.entry,
    nextStep(record.state, record.backend, record.run_id),
  ]);
  io.stdout.write(renderTable(["run", "state", "backend", "started (UTC)", "method", "next"], rows));
}

function nextStep(state: string, backend: string, runId: string): string {
  if (backend === "direct") return "";
  if (state === "running") return `perdure watch ${runId}`;
  if (state === "interrupted" || state === "failed") return `perdure resume ${runId}`;
  return "";
}
