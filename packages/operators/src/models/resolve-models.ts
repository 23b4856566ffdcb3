import {
  isController,
  isTextLike,
  reachablePipes,
  type Crate,
  type LlmPipe,
  type ModelReference,
  type Pipe,
  type PipeRef,
  type SourcePlace,
} from "@perdure/crate";
import type { PipeModels, ResolvedModel } from "@perdure/engine";
import type { Deck } from "./deck.ts";
import { DEFAULT_DECK } from "./default-deck.ts";
import type { Environment } from "./environment.ts";
import {
  resolveReference,
  type ModelFamily,
  type ReferenceProblem,
  type ReferenceResolution,
  type ResolutionContext,
} from "./resolve-reference.ts";

/** What models are resolved with. */
export interface ResolveModelsOptions {
  /** Absent: `DEFAULT_DECK`. */
  readonly deck?: Deck;
  readonly environment: Environment;
  /** Model calls go to the emulated provider. */
  readonly emulated: boolean;
}
/** A model reference that cannot be served, with its pipe and place. */
export interface ModelProblem extends Omit<ReferenceProblem, "code"> {
  readonly code: ReferenceProblem["code"] | "model.capability_unsupported";
  readonly pipe: PipeRef;
  readonly place: SourcePlace;
  readonly reference: string;
}
/** The models of every reachable leaf, or what is in the way. */
export type ModelsResolution =
  | { readonly ok: true; readonly models: Readonly<Record<PipeRef, PipeModels>> }
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };

/** One model that a pipe asks for. */
export interface ModelUse {
  readonly pipe: PipeRef;
  readonly place: SourcePlace;
  readonly slot: keyof PipeModels;
  readonly family: ModelFamily;
  readonly reference: ModelReference;
  /** Whether the model must answer with a structure. */
  readonly structured: boolean;
}

/** The models of every leaf that a run from `entry` can reach, resolved once, so that a resumed run cannot see another deck. */
export function resolveModels(crate: Crate, entry: PipeRef, options: ResolveModelsOptions): ModelsResolution {
  const context = contextOf(options);
  const models: Record<PipeRef, PipeModels> = {};
  const problems: ModelProblem[] = [];
  for (const use of modelUses(crate, reachablePipes(crate, entry), context.deck)) {
    const resolution = resolveReference(use.reference, use.family, context);
    const problem = problemOf(use, resolution);
    if (problem !== undefined) problems.push({ ...problem, pipe: use.pipe, place: use.place, reference: nameOf(use) });
    else if (resolution.ok) models[use.pipe] = { ...models[use.pipe], [use.slot]: resolution.model };
  }
  return problems.length === 0 ? { ok: true, models } : { ok: false, problems };
}

/** Resolution of everything a run can reach, by what is asked of it. */
export function contextOf({ deck = DEFAULT_DECK, environment, emulated }: ResolveModelsOptions): ResolutionContext {
  return { deck, environment, emulated };
}

/** Every model that these pipes ask for, in their order. */
export function modelUses(crate: Crate, refs: readonly PipeRef[], deck: Deck): readonly ModelUse[] {
  return refs.flatMap((ref) => {
    const pipe = Object.hasOwn(crate.pipes, ref) ? crate.pipes[ref] : undefined;
    if (pipe === undefined || isController(pipe)) return [];
    return usesOf(crate, pipe, deck).map((use) => ({ ...use, pipe: ref, place: pipe.place }));
  });
}

/** A model reference as its author wrote it. */
export const nameOf = ({ reference }: Pick<ModelUse, "reference">): string =>
  typeof reference === "string" ? reference : reference.model;

type Use = Omit<ModelUse, "pipe" | "place">;

function usesOf(crate: Crate, pipe: Pipe, deck: Deck): readonly Use[] {
  switch (pipe.type) {
    case "PipeLLM":
      return llmUses(crate, pipe, deck);
    case "PipeStructure":
      return [{ slot: "main", family: "llm", reference: pipe.model ?? deck.defaults.object, structured: true }];
    case "PipeExtract":
      return [{ slot: "main", family: "extract", reference: pipe.model ?? deck.defaults.extract, structured: false }];
    default:
      return [];
  }
}

function llmUses(crate: Crate, pipe: LlmPipe, deck: Deck): readonly Use[] {
  const text = pipe.model ?? deck.defaults.text;
  const isText = pipe.output.multiplicity === "single" && isTextLike(crate.concepts, pipe.output.concept);
  if (isText) return [{ slot: "main", family: "llm", reference: text, structured: false }];
  if (pipe.structuring_method === "preliminary_text") {
    const structure = pipe.model_to_structure ?? deck.defaults.object;
    return [
      { slot: "main", family: "llm", reference: text, structured: false },
      { slot: "structure", family: "llm", reference: structure, structured: true },
    ];
  }
  const reference = pipe.model_to_structure ?? pipe.model ?? deck.defaults.object;
  return [{ slot: "main", family: "llm", reference, structured: true }];
}

function problemOf(
  use: ModelUse,
  resolution: ReferenceResolution,
): Omit<ModelProblem, "pipe" | "place" | "reference"> | undefined {
  if (!resolution.ok) return resolution.problem;
  if (!use.structured || !asksForReasoning(resolution.model)) return undefined;
  const message = `${nameOf(use)} sets reasoning, which a structured answer cannot be combined with`;
  return { code: "model.capability_unsupported", message };
}

const asksForReasoning = ({ settings }: ResolvedModel): boolean =>
  (settings["reasoning_effort"] ?? "none") !== "none" || (settings["reasoning_budget"] ?? null) !== null;
