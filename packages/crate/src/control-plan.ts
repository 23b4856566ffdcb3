import type {
  BatchPipe,
  ComposePipe,
  Concept,
  ConceptRef,
  ConditionPipe,
  ControllerPipe,
  InputSlot,
  OutputSlot,
  ParallelPipe,
  PipeRef,
  SequencePipe,
} from "./crate.ts";

/** What a backend runs elsewhere and retries alone. `compose` and `condition` are pure leaves. */
export const LEAF_KINDS = [
  "llm",
  "structure",
  "extract",
  "func",
  "compose",
  "condition",
  "judge",
  "img_gen",
  "search",
  "doc_gen",
] as const;
/** What kind of work a leaf is. */
export type LeafKind = (typeof LEAF_KINDS)[number];

/** An operator as the interpreter sees it: its contract, not its prompts. */
export interface PlanLeaf {
  readonly type: "leaf";
  readonly kind: Exclude<LeafKind, "compose" | "condition">;
  readonly code: string;
  readonly domain: string;
  readonly inputs: Readonly<Record<string, InputSlot>>;
  readonly output: OutputSlot;
  /** A draft text first, then its structure: two leaves, so that each paid answer is durable by itself. */
  readonly preliminary_text?: boolean;
  /** Of a function: its name, by which its effect is known. */
  readonly function_name?: string;
}
type Planned<P extends ControllerPipe | ComposePipe> = Omit<P, "description" | "place">;
/** A pipe as the control plan holds it. */
export type PlanPipe =
  | PlanLeaf
  | Planned<SequencePipe>
  | Planned<ParallelPipe>
  | Planned<ConditionPipe>
  | Planned<BatchPipe>
  | Planned<ComposePipe>;

/**
 * The control structure that a run can reach from its entry: a few kilobytes, deterministic to walk, free of prompts.
 * `concepts` holds those its pipes and conditions name, with what they refine, so that small values can be printed inline.
 */
export interface ControlPlan {
  readonly schema: 1;
  /** Behaviour is versioned by this number, not by patch markers. */
  readonly semantics: 1;
  readonly crate: string;
  readonly entry: PipeRef;
  readonly pipes: Readonly<Record<PipeRef, PlanPipe>>;
  readonly concepts: Readonly<Record<ConceptRef, Concept>>;
}
