import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import type { RunResult } from "@perdure/engine";
import { createFailure, isFailureError, withLocation } from "@perdure/failures";
import { INTERRUPTED, type CommandContext } from "../command-context.ts";
import { chooseBackend } from "../configuration/choose-backend.ts";
import { finishRun } from "../finish-run.ts";
import { isEmulated, paidLines, runLines, sayEmulated } from "../first-lines.ts";
import { followRun, leaveRun } from "../follow-run.ts";
import { inputKind } from "../inputs/input-kind.ts";
import { readInputs } from "../inputs/read-inputs.ts";
import type { Facade, PreparedRun, RunDetails } from "../ports.ts";
import { createProgress } from "../progress/create-progress.ts";
import { withFleetNotice } from "../progress/fleet-notice.ts";
import type { Progress } from "../progress/progress.ts";
import { checkWritable } from "../results/write-results.ts";
import { checkBackend, openPreparing, openProject, openSession, type Project, type Session } from "../session.ts";
import { methodFolder } from "../methods/method-folder.ts";
import { parseCount, parseRunId } from "./arguments.ts";

interface RunOptions {
  readonly pipe?: string;
  readonly inputs?: string;
  readonly input: readonly string[];
  readonly emulated?: boolean;
  readonly durable?: boolean;
  readonly backend?: string;
  readonly outputDir?: string;
  readonly report?: boolean;
  readonly maxConcurrency?: number;
  readonly transportMaxRetries?: number;
  readonly runId?: string;
}

const EXAMPLES = `
Examples:
  perdure run invoice.mthds                                  inputs.json beside the method is read
  perdure run invoice.mthds -i document=@march.pdf           a file as an input; others still come from inputs.json
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
    .option("-i, --input <name=value>", "one input; name=@path for a file; repeat it for a list", collect, [])
    .option("--emulated", "send model calls to the emulated provider: no key, nothing paid, answers made up")
    .option("--durable", "survive a crash: Temporal where it is configured, else the journal")
    .option("--backend <name>", "direct, journal, temporal or mistral-workflows")
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
  const project = await openProject(context, { method });
  const chosen = chooseBackend(options, io.environment, project.configuration);
  await checkBackend(context, project, chosen);
  const progress = await createProgress(io, { quiet: context.isJson });
  const say = (line: string): void => progress.say(line);
  const preparing = await openPreparing(context, project, {
    emulated: options.emulated === true,
    functions: true,
    limits: { max_concurrency: options.maxConcurrency, transport_max_retries: options.transportMaxRetries },
  });
  let session: Session | undefined;
  try {
    const prepared = await prepareRun(context, preparing, method, options);
    const { run_id } = prepared.job;
    const results = resultsFolder(io.folder, project, options, run_id);
    checkWritable(dirname(results));
    if (isEmulated(prepared)) {
      sayEmulated(context, progress);
      await preparing.ensureEmulated();
    }
    session = await openSession(context, project, chosen, { say, functions: true });
    const { durable, per_leaf_retry, per_run_retry } = session.facade.capabilities;
    const retries = per_leaf_retry || per_run_retry;
    if (options.durable === true && !durable) throw notDurable(chosen.mode);
    const { description, details } = session.backend;
    if (!isEmulated(prepared)) paidLines(prepared, { retries }).forEach(say);
    runLines(prepared, { description, why: chosen.why, durable }).forEach(say);
    const runDetails: RunDetails = { ...details, method, results, functions: project.configuration.functions };
    const drive = durable ? runDurably : runDirectly;
    const shown = withFleetNotice(progress, details);
    const result = await drive(context, session.facade, prepared, runDetails, shown).finally(() => shown.stop());
    if (result !== undefined) {
      await finishRun(context, session.facade, result, { results, report: options.report === true });
    }
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
  const { parsed, failure } = await facade.check(method, { pipe: options.pipe });
  // A method that does not parse is reported before anything is said about its inputs.
  if (failure !== undefined) throw failure;
  const entry = parsed.entry === undefined ? undefined : parsed.crate?.pipes[parsed.entry];
  const { inputs, folder, file, unnamed } = readInputs({
    inputs: options.inputs,
    single: options.input,
    method_folder: methodFolder(method),
    folder: io.folder,
    home: io.home,
    kindOf: (name) => inputKind(entry, name, parsed.crate?.concepts ?? {}),
  });
  try {
    return await facade.prepare({ method, pipe: options.pipe, inputs, inputs_folder: folder, run_id: options.runId });
  } catch (error) {
    if (!isFailureError(error) || !error.report.code.startsWith("input.")) throw error;
    const isStray = (name: string): boolean => !Object.hasOwn(entry?.inputs ?? {}, name);
    // What comes from several places cannot be placed in one, unless nobody typed the name that is not wanted.
    const isOfFile = options.input.length === 0 || (error.report.code === "input.unexpected" && unnamed.some(isStray));
    throw withLocation(error, {
      ...(parsed.entry === undefined ? {} : { pipe: parsed.entry }),
      ...(file === undefined || !isOfFile || error.report.location?.file !== undefined ? {} : { file }),
    });
  }
}

function notDurable(mode: string): Error {
  return createFailure("request.invalid", {
    message: `--durable was asked for, but the backend ${mode} does not survive a crash.`,
    user_action: { kind: "change_input", detail: "Choose --backend journal or --backend temporal." },
  });
}

/** Ctrl-C cancels; the run's own failure says so. A second one ends the process at once. */
async function runDirectly(
  context: CommandContext,
  facade: Facade,
  prepared: PreparedRun,
  details: RunDetails,
  progress: Progress,
): Promise<RunResult | undefined> {
  const controller = new AbortController();
  const release = context.io.onInterrupt(() => {
    release();
    progress.say("Cancelling … (Ctrl-C again ends it at once)");
    controller.abort();
  });
  try {
    return await facade.execute(prepared, details, {
      signal: controller.signal,
      onEvent: (event) => progress.onEvent(event),
    });
  } catch (error) {
    if (!controller.signal.aborted || !isFailureError(error) || error.report.code !== "run.cancelled") throw error;
    context.exit(INTERRUPTED);
    if (context.isJson) throw error;
    progress.say(`Run ${prepared.job.run_id} cancelled.`);
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
  const handle = await facade.start(prepared, details);
  const followed = await followRun(context, handle, progress);
  if (followed.kind === "completed") return followed.result;
  leaveRun(context, prepared.job.run_id, progress);
  return undefined;
}

function resultsFolder(folder: string, project: Project, options: RunOptions, runId: string): string {
  const { output_dir: configured, project_file: file } = project.configuration;
  if (options.outputDir !== undefined) return resolve(folder, options.outputDir, runId);
  if (configured !== undefined) return resolve(file === undefined ? folder : dirname(file), configured, runId);
  return join(folder, "results", runId);
}

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value];
