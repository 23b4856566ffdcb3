import { reachablePipes, type Crate, type PipeRef } from "@perdure/crate";
import { resolveReference, type ModelFamily, type ReferenceProblem } from "./resolve-reference.ts";
import { contextOf, modelUses, nameOf, type ResolveModelsOptions } from "./resolve-models.ts";

/** One line of the answer to "which model does this reference mean, here and now". */
export interface ModelRow {
  readonly reference: string;
  readonly family: ModelFamily;
  readonly provider?: string;
  readonly model?: string;
  /** How the reference led there, or what is in the way. */
  readonly why: string;
  readonly problem?: ReferenceProblem;
  /** The pipes that ask for it, when a method was given. */
  readonly pipes?: readonly PipeRef[];
}

/** A method whose models are asked for: those that its entry reaches, those of all its pipes where it has none. */
export interface DescribedMethod {
  readonly crate: Crate;
  readonly entry?: PipeRef | undefined;
}

/**
 * What model references resolve to: every reference of the deck, or those that a method's pipes use. Sorted as the deck or
 * the method lists them, each once.
 */
export function describeModels(
  options: ResolveModelsOptions & { readonly method?: DescribedMethod },
): readonly ModelRow[] {
  const context = contextOf(options);
  const asked = options.method === undefined ? deckReferences(context.deck) : methodReferences(options);
  return asked.map(({ reference, family, pipes }) => {
    const resolution = resolveReference(reference, family, context);
    const base = { reference, family, ...(pipes === undefined ? {} : { pipes }) };
    if (!resolution.ok) return { ...base, why: resolution.problem.message, problem: resolution.problem };
    return { ...base, provider: resolution.model.provider, model: resolution.model.model, why: resolution.why };
  });
}

interface Asked {
  readonly reference: string;
  readonly family: ModelFamily;
  readonly pipes?: readonly PipeRef[];
}

function deckReferences(deck: ReturnType<typeof contextOf>["deck"]): readonly Asked[] {
  return (["llm", "extract"] as const).flatMap((family) =>
    Object.keys(deck[family]).map((reference) => ({ reference, family })),
  );
}

function methodReferences(options: Parameters<typeof describeModels>[0]): readonly Asked[] {
  if (options.method === undefined) return [];
  const { crate, entry } = options.method;
  const byReference = new Map<string, { reference: string; family: ModelFamily; pipes: PipeRef[] }>();
  const refs = entry === undefined ? Object.keys(crate.pipes) : reachablePipes(crate, entry);
  for (const use of modelUses(crate, refs, contextOf(options).deck)) {
    const reference = nameOf(use);
    const asked = byReference.get(`${use.family} ${reference}`) ?? { reference, family: use.family, pipes: [] };
    if (!asked.pipes.includes(use.pipe)) asked.pipes.push(use.pipe);
    byReference.set(`${use.family} ${reference}`, asked);
  }
  return [...byReference.values()];
}
