import { reachablePipes } from "@perdure/crate";
import type { StandardCrate } from "@perdure/crate/standard";
import type { Crate, JsonObject, PipeRef } from "@perdure/crate";
import { assembleCrate } from "./library/assemble-crate.ts";
import { checkBatch } from "./wiring/check-batch.ts";
import { checkInputIntents, checkIntents } from "./concepts/check-intents.ts";
import { checkConcepts } from "./concepts/check-concepts.ts";
import { checkCondition } from "./wiring/check-condition.ts";
import { checkCycles } from "./wiring/check-cycles.ts";
import { checkDomains } from "./library/check-domains.ts";
import { checkOperator } from "./wiring/check-operator.ts";
import { checkParallel } from "./wiring/check-parallel.ts";
import { checkForced, checkVacuous } from "./wiring/check-presence.ts";
import { checkReach, checkSignatures } from "./wiring/check-reach.ts";
import { checkSequence } from "./wiring/check-sequence.ts";
import { declareConcepts, declarePipes } from "./library/declare.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { findEntries } from "./library/find-entry.ts";
import type { Entries } from "./library/find-entry.ts";
import { deepFreeze } from "./freeze.ts";
import { inputsTemplate } from "./inputs-template.ts";
import { limitsWith } from "./limits.ts";
import type { ParseLimits } from "./limits.ts";
import { createLibrary } from "./library/library.ts";
import type { Library } from "./library/library.ts";
import { linkPackages } from "./library/link-packages.ts";
import type { PackageLinks } from "./library/package-links.ts";
import { dependencyScope, hostScope } from "./library/package-scope.ts";
import { createPipeContext } from "./pipes/pipe-context.ts";
import { readConcept } from "./concepts/read-concept.ts";
import { readContract } from "./pipes/read-contract.ts";
import { readBundles } from "./library/read-bundles.ts";
import { readPipe } from "./pipes/read-pipe.ts";
import type { ReadPipe } from "./pipes/read-pipe.ts";
import { planFixes } from "./fixes/plan-fixes.ts";
import type { LanguageProfile } from "./diagnostics/language-profile.ts";
import { standardCrateOf } from "./standard-crate/standard-crate-of.ts";
import { createWiring } from "./wiring/wiring.ts";

/** A file of a method, read by the caller. `path` is what diagnostics call it. */
export interface MethodFile {
  readonly path: string;
  readonly text: string;
}
/** How a method is parsed. */
export interface ParseOptions {
  /** The pipe to start from, by code or full name. Default: the first bundle's `main_pipe`. */
  readonly entry?: string;
  /** The names of the functions that the host has; a PipeFunc that names another is warned of. Absent: not checked. */
  readonly functions?: readonly string[];
  /** Whether the files are all there is, so that a name of a domain that none of them has is an error. Default false; true for a package. */
  readonly complete?: boolean;
  /** The package that the files are, where a manifest makes them one. `@perdure/parser/packages` reads it. */
  readonly package?: PackageLinks;
  /** Where the package and its first file both have a main pipe, which counts. Default: the package's. */
  readonly start?: "package" | "file";
  /** The packages that references with `->` may name. A reference to another one is noted and not checked. */
  readonly dependencies?: readonly DependencyPackage[];
  /** What was found before, in a manifest or a lock: reported with the rest, and an error among it counts. */
  readonly found?: readonly Diagnostic[];
  /** Whether what runs may depend on a pipe without a type. Default true: it is noted, and the method is not runnable. */
  readonly allowSignatures?: boolean;
  /** The profile that the method is held against. Default: what any profile allows is accepted, with a warning for what a later one refuses. */
  readonly profile?: LanguageProfile;
  /** Limits in place of those of `PARSE_LIMITS`. One that is no limit is a TypeError. */
  readonly limits?: Partial<ParseLimits>;
}
/** A package that a method builds on, with its bundles. */
export interface DependencyPackage extends PackageLinks {
  readonly files: readonly MethodFile[];
}

/** A method as it was read. Frozen. */
export interface ParsedMethod {
  /** Whether there is no diagnostic of severity `error`. */
  readonly ok: boolean;
  /** What was found before, then by file in the order given and by place. Of packages that the method builds on, only errors. */
  readonly diagnostics: readonly Diagnostic[];
  /** Present when `ok`. */
  readonly crate?: Crate;
  /** The pipe that a run starts from, where one is known. */
  readonly entry?: PipeRef;
  /** Whether everything that a run from the entry can reach can run in this version. */
  readonly is_runnable: boolean;
  /** The reachable pipes (all pipes, when no entry is known) that cannot run: of a type not supported yet, without a type, or outside the files. */
  readonly unrunnable: readonly PipeRef[];
  /** The JSON that a caller fills in to run the method from a pipe; see `inputsTemplate`. */
  inputsTemplate(entry?: string): JsonObject;
  /**
   * The normalized library crate of the standard, or undefined where the method has errors or names what was not given. Made when it is
   * asked for: runs do without it.
   */
  standardCrate(): StandardCrate | undefined;
}

/**
 * Reads the files of a method: bundles of one domain are merged, several domains are linked. Never throws for what a file
 * holds: everything wrong with it is a diagnostic, and without errors there is a crate.
 */
export function parseMethod(files: readonly MethodFile[], options: ParseOptions = {}): ParsedMethod {
  const { dependencies = [], start = "package" } = options;
  const diagnostics: Diagnostic[] = [...(options.found ?? [])];
  const inDependencies: Diagnostic[] = [];
  const host = hostScope(options.package);
  const scopes = dependencies.map((links) => [links.address, dependencyScope(links)] as const);
  const own = options.package === undefined ? [] : [[options.package.address, host] as const];
  const limits = limitsWith(options.limits);
  const library = createLibrary({
    complete: options.complete ?? false,
    limits,
    profile: options.profile,
    host,
    scopes: new Map([...scopes, ...own]),
  });
  const budget = { files: limits.files, length: limits.methodLength };
  readBundles(library, host, files, budget, diagnostics);
  for (const [index, [, scope]] of scopes.entries()) {
    readBundles(library, scope, dependencies[index]?.files ?? [], budget, inDependencies);
  }
  for (const bundle of library.bundles) {
    declareConcepts(library, bundle);
    declarePipes(library, bundle);
  }
  checkDomains(library);
  linkPackages(library, diagnostics);
  for (const declared of library.concepts.values()) {
    const concept = readConcept(library, declared);
    if (concept !== undefined) declared.concept = concept;
  }
  checkConcepts(library);
  checkIntents(library);
  const read = readPipes(library, options.functions);
  checkPipes(read);
  const entries = findEntries(library, options.entry, start);
  for (const { context } of read) {
    checkForced(context);
    checkVacuous(context, entries.main);
  }
  checkSignatures(library, { allowed: options.allowSignatures ?? true, entry: entries.entry });
  checkCycles(library);
  checkReach(library, entries.main);
  // What is doubtful in a package of somebody else is not the caller's to mend; what is wrong in it is in their way.
  const errors = inDependencies.filter(({ severity }) => severity === "error");
  const order = [...files, ...dependencies.flatMap((dependency) => dependency.files)].map(({ path }) => path);
  return finish(order, library, [...diagnostics, ...errors], entries);
}

function readPipes(library: Library, functions: readonly string[] | undefined): readonly ReadPipe[] {
  for (const declared of library.pipes.values()) declared.contract = readContract(library, declared);
  const wiring = createWiring(library);
  const read: ReadPipe[] = [];
  for (const declared of library.pipes.values()) {
    if (declared.contract === undefined) continue;
    const pipe = readPipe(createPipeContext(wiring, declared, declared.contract), functions);
    if (pipe.pipe !== undefined) declared.pipe = pipe.pipe;
    read.push(pipe);
  }
  return read;
}

function checkPipes(read: readonly ReadPipe[]): void {
  for (const { context, pipe, steps, readings } of read) {
    const { wiring } = context;
    checkInputIntents(context);
    const type = context.table.entries.get("type")?.value;
    const written = type?.kind === "string" ? type.value : undefined;
    if (written === "PipeSequence") checkSequence(wiring, context, steps ?? []);
    else if (written === "PipeParallel") {
      checkParallel(wiring, context, pipe?.type === "PipeParallel" ? pipe : undefined, steps ?? []);
    } else if (pipe?.type === "PipeCondition") checkCondition(wiring, context, pipe, readings);
    else if (pipe?.type === "PipeBatch") checkBatch(wiring, context, pipe);
    else if (pipe !== undefined) checkOperator(wiring, context, pipe);
  }
}

function finish(
  files: readonly string[],
  library: Library,
  diagnostics: Diagnostic[],
  { main, entry }: Entries,
): ParsedMethod {
  const order = new Map(files.map((path, index) => [path, index]));
  const inOrder = diagnostics.toSorted(
    (left, right) =>
      (order.get(left.file) ?? -1) - (order.get(right.file) ?? -1) || left.start.offset - right.start.offset,
  );
  const sorted = planFixes(inOrder, library);
  const ok = !sorted.some((diagnostic) => diagnostic.severity === "error");
  const crate = ok ? deepFreeze(assembleCrate(library, main)) : undefined;
  const unrunnable = crate === undefined ? [] : unrunnableOf(crate, entry);
  return Object.freeze({
    ok,
    diagnostics: Object.freeze(sorted),
    ...(crate === undefined ? {} : { crate }),
    ...(entry === undefined ? {} : { entry }),
    is_runnable: ok && entry !== undefined && unrunnable.length === 0,
    unrunnable: Object.freeze(unrunnable),
    inputsTemplate: (asked?: string) => (crate === undefined ? {} : inputsTemplate(crate, asked ?? entry)),
    standardCrate: () => (ok ? standardCrateOf(library) : undefined),
  });
}

function unrunnableOf(crate: Crate, entry: PipeRef | undefined): readonly PipeRef[] {
  const reached = entry === undefined ? Object.keys(crate.pipes) : reachablePipes(crate, entry);
  return reached.filter((ref) => {
    const type = Object.hasOwn(crate.pipes, ref) ? crate.pipes[ref]?.type : undefined;
    return type === undefined || UNSUPPORTED.has(type);
  });
}

const UNSUPPORTED: ReadonlySet<string> = new Set([
  "PipeImgGen",
  "PipeSearch",
  "PipeJudge",
  "PipeDocGen",
  "PipeSignature",
]);
