export { byCodePoint, canonicalJson } from "./canonical-json.ts";
export { conceptLineage, findConcept, isCompatible, isTextLike, refines, resolvedFields } from "./concept-relations.ts";
export { CrateError, isCrateError } from "./crate-error.ts";
export type { CrateErrorCode } from "./crate-error.ts";
export { didYouMean } from "./did-you-mean.ts";
export { sha256Hex, utf8Length } from "./digest.ts";
export { fingerprintCrate, readCrate } from "./fingerprint.ts";
export { conceptSchemas, contentSchemaOf } from "./schema/content-schema.ts";
export { DATE_TIME_PATTERN, TIME_PATTERN } from "./schema/moment-patterns.ts";
export { jsonSchemaOf } from "./schema/asked-schema.ts";
export { nativeConceptOf } from "./native-concept-of.ts";
export { isNativeCode, NATIVE_CONCEPTS } from "./native-concepts.ts";
export { pipeIoContracts } from "./pipe-io-contracts.ts";
export type { InputContract, OutputContract, PipeIoContract } from "./pipe-io-contracts.ts";
export { projectControlPlan } from "./project-control-plan.ts";
export { calledPipes, isController, reachablePipes } from "./reachable-pipes.ts";
export { LEAF_KINDS } from "./control-plan.ts";
export type { ControlPlan, LeafKind, PlanLeaf, PlanPipe } from "./control-plan.ts";
export type {
  BatchPipe,
  BindingStep,
  ComposePipe,
  Concept,
  ConceptRef,
  ConditionPipe,
  ConstructField,
  ControllerPipe,
  Crate,
  DocGenPipe,
  ExtractPipe,
  Field,
  FieldType,
  FuncPipe,
  Hints,
  ImgGenPipe,
  InputSlot,
  JudgePipe,
  JudgeQuestion,
  Judgment,
  LlmPipe,
  ModelReference,
  Multiplicity,
  OperatorPipe,
  Outcome,
  OutputSlot,
  ParallelPipe,
  Pipe,
  PipeRef,
  Presence,
  SearchPipe,
  SequencePipe,
  SignaturePipe,
  SourcePlace,
  StructurePipe,
  SubPipe,
  TagStyle,
  TemplateCategory,
  TemplateSource,
  TextFormat,
  UnsupportedPipe,
} from "./crate.ts";
export type { Json, JsonObject } from "./json.ts";
