import { resolve } from "node:path";
import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { openPreparing, openProject } from "../session.ts";
import { renderTable } from "../terminal/render-table.ts";

interface ModelsOptions {
  readonly emulated?: boolean;
}

const EXAMPLES = `
Examples:
  perdure models                    what every preset and alias means with the keys that are set
  perdure models invoice.mthds      what this method's models mean

Where several keys are set, a preset or an alias takes the first provider of: anthropic, openai, google, mistral,
openai-compatible; PERDURE_PROVIDER_ORDER=openai,anthropic changes the order. A model's own name takes its own provider.
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

async function printModels(context: CommandContext, given: string | undefined, options: ModelsOptions): Promise<void> {
  const { io } = context;
  const method = given === undefined ? undefined : resolve(io.folder, given);
  const project = await openProject(context, { method });
  const facade = await openPreparing(context, project, { emulated: options.emulated === true });
  try {
    const lines = await facade.models(method);
    if (context.isJson) {
      io.stdout.write(`${JSON.stringify(lines, null, 2)}\n`);
      return;
    }
    const rows = lines.map(({ reference, family, provider, model, why }) => [
      reference,
      family,
      provider === undefined ? "-" : `${provider} ${model ?? ""}`,
      why,
    ]);
    io.stdout.write(renderTable(["reference", "kind", "model", "why"], rows));
    const wanted = [...new Set(lines.flatMap(({ problem }) => problem?.variables ?? []))];
    if (wanted.length > 0) io.stderr.write(`Keys that would resolve more: ${wanted.join(", ")}\n`);
  } finally {
    await facade.close();
  }
}
