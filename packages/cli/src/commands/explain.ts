import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { didYouMean } from "@perdure/crate";
import {
  createFailure,
  isFailureCode,
  listCodes,
  withLocation,
  type Effect,
  type FailureError,
} from "@perdure/failures";
import { explain, explainCode } from "@perdure/failures/all";
import { renderCode, renderExplanation } from "@perdure/failures/cli";
import type { CommandContext } from "../command-context.ts";
import { readErrorText, type ReadError } from "../explain/read-error-text.ts";
import { readTextFile } from "../inputs/read-text-file.ts";
import { hasColor } from "../terminal/command-io.ts";

interface ExplainOptions {
  readonly status?: number;
  readonly effect?: Effect;
  readonly provider?: string;
}

const EXAMPLES = `
Examples:
  perdure explain provider.rate_limited          what a code means, and which rules give it
  perdure explain failure.json                   why an error has its verdict, and what would have changed it
  curl -i https://… | perdure explain -          the same of an answer
  perdure explain body.json --status 429         the same of a body alone

An error may be a failure that perdure printed with --json, a problem document, an HTTP answer, or any error as JSON. Nothing
of it is printed but words of vocabularies.
`;

/** `perdure explain`. */
export function addExplainCommand(program: Command, context: CommandContext): void {
  program
    .command("explain")
    .summary("say what a failure means, and why")
    .description("Explains a code, or the verdict on an error: the rule, what it saw, and what would have changed it.")
    .argument("<code|file|->", "a code, a file that holds an error, or - for standard input")
    .option("--status <number>", "the status of the answer, where only its body is given", readStatus)
    .addOption(
      new Option("--effect <effect>", "what a repeat of the call may do; billable unless given").choices([
        "pure",
        "billable",
        "idempotent",
        "effectful",
      ]),
    )
    .option("--provider <name>", "who answered, for the message")
    .option("--json", "print JSON on stdout")
    .addHelpText("after", EXAMPLES)
    .action((given: string, options: ExplainOptions) => explainGiven(context, given, options));
}

function explainGiven(context: CommandContext, given: string, options: ExplainOptions): void {
  const { io } = context;
  const asJson = context.isJson || !io.stdout.isTerminal;
  const print = (value: object, text: () => string): void =>
    io.stdout.write(`${asJson ? JSON.stringify(value, null, 2) : text()}\n`);
  if (isFailureCode(given)) {
    const explained = explainCode(given);
    print(explained, () => renderCode(explained));
    return;
  }
  const { error, note } = readGiven(context, given, options.status);
  if (note !== undefined) context.say(note);
  const { effect, provider } = options;
  const explained = explain(error, { now_ms: io.now(), effect, provider });
  print(explained, () => renderExplanation(explained, { color: hasColor(io.stdout, io.environment) }));
}

function readGiven({ io }: CommandContext, given: string, status: number | undefined): ReadError {
  if (given === "-") return readErrorText(io.readInput(), status);
  const file = resolve(io.folder, given);
  if (!existsSync(file)) throw nothingThere(given);
  try {
    return readErrorText(readTextFile(file), status);
  } catch (error) {
    throw withLocation(error as FailureError, { file: given });
  }
}

function nothingThere(given: string): FailureError {
  const codes = listCodes().map(({ code }) => code);
  const near = didYouMean(given, codes);
  const isOfFamily = codes.some((code) => code.split(".", 1)[0] === given.split(".", 1)[0]);
  if (near === undefined && !isOfFamily) {
    const message = "There is no file of this name, and no code.";
    return createFailure("input.file_unreadable", { message, location: { file: given } });
  }
  const suggestion = near === undefined ? "." : `; did you mean ${near}?`;
  return createFailure("request.invalid", {
    message: `There is no code ${given}, and no file of this name${suggestion}`,
    user_action: {
      kind: "change_input",
      detail: "Give a code as a failure shows it in brackets, or the path of a file.",
    },
  });
}

function readStatus(text: string): number {
  const status = Number(text);
  if (!Number.isInteger(status) || status < 100 || status > 599) {
    throw new InvalidArgumentError("A status is a whole number from 100 to 599.");
  }
  return status;
}
