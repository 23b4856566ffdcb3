import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { createFailure } from "@perdure/failures";
import type { ReadingContext } from "../command-context.ts";
import { methodFolder } from "../methods/method-folder.ts";
import { readerOf } from "../methods/reader-of.ts";
import { writeWholeFile } from "../write-whole-file.ts";

interface InputsOptions {
  readonly pipe?: string;
  readonly output?: string;
  readonly force?: boolean;
}

const EXAMPLES = `
Examples:
  perdure inputs invoice.mthds             writes inputs.json beside the method
  perdure inputs invoice.mthds -o -        prints it
`;

/** `perdure inputs`. */
export function addInputsCommand(program: Command, context: ReadingContext): void {
  program
    .command("inputs")
    .summary("write a template of a method's inputs")
    .description("Writes inputs.json beside the method, to be filled in.")
    .argument("<method>", "the .mthds file or folder")
    .option("--pipe <code>", "the pipe whose inputs are meant")
    .option("-o, --output <file>", "where to write it, - for stdout")
    .option("--force", "replace a file that is there")
    .option("--json", "print a failure as JSON on stderr")
    .addHelpText("after", EXAMPLES)
    .action((method: string, options: InputsOptions) =>
      writeTemplate(context, resolve(context.io.folder, method), options),
    );
}

async function writeTemplate(context: ReadingContext, method: string, options: InputsOptions): Promise<void> {
  const { io } = context;
  const template = await readerOf(context).inputsTemplate(method, { pipe: options.pipe });
  const text = `${JSON.stringify(template, null, 2)}\n`;
  if (options.output === "-") {
    io.stdout.write(text);
    return;
  }
  const target =
    options.output === undefined ? join(methodFolder(method), "inputs.json") : resolve(io.folder, options.output);
  if (existsSync(target) && options.force !== true) {
    throw createFailure("request.invalid", {
      message: "The file is there already.",
      user_action: { kind: "change_input", detail: "Choose another one with --output, or replace it with --force." },
      location: { file: target },
    });
  }
  writeWholeFile(target, text, "The template cannot be written.");
  context.say(`Wrote ${relative(io.folder, target) || target}: fill it in, then perdure run.`);
}
