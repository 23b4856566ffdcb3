import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { isTextLike } from "@perdure/crate";
import type { RunResult } from "@perdure/engine";
import { isFailureError } from "@perdure/failures";
import { INTERRUPTED, type CommandContext } from "../command-context.ts";
import { finishRun } from "../finish-run.ts";
import { EMULATED_LINE, firstLines, isEmulated } from "../first-lines.ts";
import { followRun } from "../follow-run.ts";
import { readInputs } from "../inputs/read-inputs.ts";
import type { Facade, PreparedRun, RunDetails } from "../ports.ts";
import { createProgress } from "../progress/create-progress.ts";
import type { Progress } from "../progress/progress.ts";
import { checkWritable } from "../results/write-results.ts";
import { chosenMode, openPreparing, openProject, openSession, type Project, type Session } from "../session.ts";
import { parseCount, parseRunId } from "./arguments.ts";

interface RunOptions {
  readonly pipe?: string;
  readonly inputs?: string;
  readonly input: readonly string[];
  readonly emulated?: boolean;
  readonly durable?: boolean;
  readonly backend?: string;
  readonly outputDir?: string;
  readonly json?: boolean;
  readonly report?: boolean;
  readonly maxConcurrency?: number;
  readonly transportMaxRetries?: number;
  readonly runId?: string;
}

const EXAMPLES = `
Examples:
  perdure run invoice.mthds                                  inputs.json beside the method is read
  perdure run invoice.mthds -i document=@march.pdf           a file as an input
  perdure run invoice.mthds -i question="What is due?" --emulated
  perdure run invoice.mthds --inputs batch.json --durable    survives a crash: perdure resume <run id>
  perdure run invoice.mthds --backend temporal               on a Temporal server
  perdure run invoice.mthds --json > result.json             only JSON: result on stdout, a failure on stderr

Without --emulated, a provider's key must be set; perdure models shows which provider is used.
`;

/** `perdure run`. */
export function addRunCommand(program: Command, context: CommandContext): void {
  program
    .command("run")
    .summary("run a method")
    .description("Runs a method: a .mthds file, or a folder of them.")
    .argument("<method>", "the .mthds file or folder")
    .option("--pipe <code>", "start from this pipe instead of the main pipe")
    .option("--inputs <file or json>", "all inputs: a JSON or TOML file, or JSON itself")
    .option("-i, --input <name=value>", "one input; name=@path for a file (repeatable)", collect, [])
    .option("--emulated", "send model calls to the emulated provider: no key, nothing paid, answers made up")
    .option("--durable", "survive a crash: Temporal where it is configured, else the journal")
    .option("--backend <name>", "direct, journal or temporal")
    .option("--output-dir <folder>", "where results go (default: results)")
    .option("--run-id <id>", "the run's id (default: a new one)", parseRunId)
    .option("--max-concurrency <n>", "batch items in flight (default: 8)", parseCount(1))
    .option("--transport-max-retries <n>", "repeats of a provider call inside one attempt (default: 2)", parseCount(0))
    .option("--report", "print the report's text also when piped")
    .option("--json", "print JSON only: the result on stdout, a failure on stderr")
    .addHelpText("after", EXAMPLES)
    .action((method: string, options: RunOptions) => runMethod(context, resolve(context.io.folder, method), options));
}

async function runMethod(context: CommandContext, method: string, options: RunOptions): Promise<void> {
  const { io } = context;
  if (options.json === true) context.asJson();
  const progress = createProgress(io, { quiet: options.json === true });
  const project = await openProject(context, { folders: [methodFolder(method)], create: true });
  const { mode, why } = chosenMode(context, project, options);
  const preparing = await openPreparing(context, project, {
    emulated: options.emulated === true,
    limits: { max_concurrency: options.maxConcurrency, transport_max_retries: options.transportMaxRetries },
  });
  let session: Session | undefined;
  try {
    const prepared = await prepareRun(context, preparing, method, options);
    const results = resultsFolder(io.folder, project, options, prepared.job.run_id);
    checkWritable(dirname(results));
    const say = (line: string): void => progress.say(line);
    if (isEmulated(prepared)) await preparing.ensureEmulated();
    session = await openSession(context, project, mode, say);
    const { description, details } = session.backend;
    const { durable } = session.facade.capabilities;
    for (const line of firstLines(prepared, { description, why, durable })) say(line);
    const runDetails: RunDetails = { ...details, method, results, functions: project.configuration.functions };
    const result = durable
      ? await runDurably(context, session.facade, prepared, runDetails, progress)
      : await runDirectly(context, session.facade, prepared, runDetails, progress);
    progress.stop();
    if (result === undefined) return;
    await finishRun(context, session.facade, result, {
      results,
      json: options.json === true,
      report: options.report === true,
    });
    if (isEmulated(prepared)) progress.say(EMULATED_LINE);
  } finally {
    progress.stop();
    await session?.close();
    await preparing.close();
  }
}

async function prepareRun(
  { io }: CommandContext,
  facade: Facade,
  method: string,
  options: RunOptions,
): Promise<PreparedRun> {
  const { parsed } = await facade.check(method, { pipe: options.pipe });
  const slots = parsed.entry === undefined ? {} : (parsed.crate?.pipes[parsed.entry]?.inputs ?? {});
  const isText = (name: string): boolean => {
    const slot = Object.hasOwn(slots, name) ? slots[name] : undefined;
    return slot?.multiplicity === "single" && isTextLike(parsed.crate?.concepts ?? {}, slot.concept);
  };
  // A method that does not parse is reported before anything is said about its inputs.
  const { inputs, folder } = parsed.ok
    ? readInputs({
        inputs: options.inputs,
        single: options.input,
        method_folder: methodFolder(method),
        folder: io.folder,
        isText,
      })
    : { inputs: {}, folder: io.folder };
  return facade.prepare({ method, pipe: options.pipe, inputs, inputs_folder: folder, run_id: options.runId });
}

/** Ctrl-C cancels; the run's own failure says so. */
async function runDirectly(
  context: CommandContext,
  facade: Facade,
  prepared: PreparedRun,
  details: RunDetails,
  progress: Progress,
): Promise<RunResult | undefined> {
  const controller = new AbortController();
  const release = context.io.onInterrupt(() => {
    if (!controller.signal.aborted) progress.say("Cancelling …");
    controller.abort();
  });
  try {
    return await facade.execute(prepared, details, {
      signal: controller.signal,
      onEvent: (event) => progress.onEvent(event),
    });
  } catch (error) {
    if (!controller.signal.aborted || !isFailureError(error) || error.report.code !== "run.cancelled") throw error;
    progress.say(`Run ${prepared.job.run_id} cancelled.`);
    context.exit(INTERRUPTED);
    return undefined;
  } finally {
    release();
  }
}

/** Ctrl-C leaves the run to be resumed. */
async function runDurably(
  context: CommandContext,
  facade: Facade,
  prepared: PreparedRun,
  details: RunDetails,
  progress: Progress,
): Promise<RunResult | undefined> {
  const { run_id } = prepared.job;
  const handle = await facade.start(prepared, details);
  const followed = await followRun(context.io, handle, progress);
  if (followed.kind === "completed") return followed.result;
  progress.say(`Left run ${run_id}. Take it up again: npx perdure resume ${run_id}`);
  context.exit(INTERRUPTED);
  return undefined;
}

function methodFolder(method: string): string {
  return statSync(method, { throwIfNoEntry: false })?.isDirectory() === true ? method : dirname(method);
}

function resultsFolder(folder: string, project: Project, options: RunOptions, runId: string): string {
  const { output_dir: configured, project_file: file } = project.configuration;
  if (options.outputDir !== undefined) return resolve(folder, options.outputDir, runId);
  if (configured !== undefined) return resolve(file === undefined ? folder : dirname(file), configured, runId);
  return join(folder, "results", runId);
}

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];
