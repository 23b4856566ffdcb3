import { resolve } from "node:path";
import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { openPreparing, openProject } from "../session.ts";
import { renderTable } from "../terminal/render-table.ts";

interface ModelsOptions {
  readonly emulated?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  perdure models                    what every preset and alias means with the keys that are set
  perdure models invoice.mthds      what this method's models mean
`;

/** `perdure models`. */
export function addModelsCommand(program: Command, context: CommandContext): void {
  program
    .command("models")
    .summary("show which models are used")
    .description("Shows which provider and model each preset, alias and handle resolves to, and why.")
    .argument("[method]", "a .mthds file or folder: only what it uses")
    .option("--emulated", "as with perdure run --emulated")
    .option("--json", "print JSON on stdout")
    .addHelpText("after", EXAMPLES)
    .action((method: string | undefined, options: ModelsOptions) => printModels(context, method, options));
}

async function printModels(context: CommandContext, method: string | undefined, options: ModelsOptions): Promise<void> {
  const { io } = context;
  if (options.json === true) context.asJson();
  const project = await openProject(context, { create: false });
  const facade = await openPreparing(context, project, { emulated: options.emulated === true });
  try {
    const lines = await facade.models(method === undefined ? undefined : resolve(io.folder, method));
    if (options.json === true) io.stdout.write(`${JSON.stringify(lines, null, 2)}\n`);
    else {
      const rows = lines.map(({ reference, family, provider, model, why }) => [
        reference,
        family,
        provider === undefined ? "-" : `${provider} ${model ?? ""}`,
        why,
      ]);
      io.stdout.write(renderTable(["reference", "kind", "model", "why"], rows));
    }
  } finally {
    await facade.close();
  }
}
