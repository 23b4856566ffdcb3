import type { JsonObject, Json } from "./json.ts";

/** A concept by its full name, `domain.Code`; natives are `native.Code`. */
export type ConceptRef = string;
/** A pipe by its full name, `domain.code`. */
export type PipeRef = string;

/** How many values a slot holds: one, any number, or exactly N (N ≥ 2). */
export type Multiplicity = "single" | "many" | number;

/** `required` fails without a value (`!`), `lift` skips its pipe when the value is recorded absent (no marker), `optional` runs without one (`?`). */
export type Presence = "lift" | "optional" | "required";

/** What the author says that a value is for (`intent`), by key. No run and no verdict looks at it. */
export type Hints = Readonly<Record<string, string>>;

/** A declared input. */
export interface InputSlot {
  readonly concept: ConceptRef;
  readonly multiplicity: Multiplicity;
  readonly presence: Presence;
  readonly hints?: Hints;
}
/** A declared output. */
export interface OutputSlot {
  readonly concept: ConceptRef;
  readonly multiplicity: Multiplicity;
  readonly optional: boolean;
}

/** What a field of a concept holds. */
export type FieldType =
  | "text"
  | "integer"
  | "number"
  | "boolean"
  | "date"
  | "time"
  | "datetime"
  | "list"
  | "dict"
  | "concept"
  | "json";

/** One field of a structured concept. A `list` says what its items are, where the method says it. */
export interface Field {
  readonly type: FieldType;
  readonly description?: string;
  readonly required: boolean;
  readonly choices?: readonly string[];
  readonly default?: Json;
  readonly concept?: ConceptRef;
  readonly item_type?: FieldType;
  readonly item_concept?: ConceptRef;
  readonly key_type?: FieldType;
  readonly value_type?: FieldType;
  readonly hints?: Hints;
}

/** A concept of the method; natives are known to the runtime and not listed, unless redeclared by nobody. */
export interface Concept {
  readonly description: string;
  readonly refines?: ConceptRef;
  /** Absent: the shape of what it refines, else native.Text. */
  readonly fields?: Readonly<Record<string, Field>>;
  readonly hints?: Hints;
}

/** A place in the method's text. Lines and columns are one-based, columns count UTF-16 code units. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A model as the author wrote it: `$preset`, `@alias`, `~waterfall`, a bare handle, or inline settings. */
export type ModelReference = string | ({ readonly model: string } & JsonObject);

interface PipeBase {
  readonly code: string;
  readonly domain: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, InputSlot>>;
  readonly output: OutputSlot;
  readonly place: SourcePlace;
}

/** A template with the `$`/`@` shorthand still in it, as the author wrote it. */
export interface TemplateSource {
  readonly text: string;
  readonly category: TemplateCategory;
  readonly tag_style?: TagStyle;
  readonly text_format?: TextFormat;
  readonly extra_context?: JsonObject;
}
/** What a template makes, which decides how it escapes. */
export type TemplateCategory =
  | "basic"
  | "expression"
  | "html"
  | "markdown"
  | "mermaid"
  | "llm_prompt"
  | "img_gen_prompt";
/** How a tagged value is marked in a prompt. */
export type TagStyle = "no_tag" | "ticks" | "xml" | "square_brackets";
/** The format that a value prints in. */
export type TextFormat = "plain" | "markdown" | "html" | "json";

/** PipeLLM: a text or a structure from a language model. */
export interface LlmPipe extends PipeBase {
  readonly type: "PipeLLM";
  readonly prompt?: TemplateSource;
  readonly system_prompt?: TemplateSource;
  readonly model?: ModelReference;
  readonly model_to_structure?: ModelReference;
  readonly structuring_method: "direct" | "preliminary_text";
}
/** PipeStructure: a structure from a text that is there. */
export interface StructurePipe extends PipeBase {
  readonly type: "PipeStructure";
  readonly model?: ModelReference;
}
/** PipeExtract: the pages of a document or image. */
export interface ExtractPipe extends PipeBase {
  readonly type: "PipeExtract";
  readonly model?: ModelReference;
  readonly max_page_images?: number;
  readonly page_image_captions: boolean;
  readonly page_views: boolean;
  readonly page_views_dpi?: number;
}
/** PipeFunc: a function that the host registered. */
export interface FuncPipe extends PipeBase {
  readonly type: "PipeFunc";
  readonly function_name: string;
}
/** One field of a construct: fixed, taken from a path, rendered, or nested. */
export type ConstructField =
  | { readonly kind: "fixed"; readonly value: Json }
  | { readonly kind: "from"; readonly path: string; readonly keyed_by?: string }
  | { readonly kind: "template"; readonly template: TemplateSource }
  | { readonly kind: "construct"; readonly fields: Readonly<Record<string, ConstructField>> };
/** PipeCompose: a text from a template, or a structure from its parts. */
export interface ComposePipe extends PipeBase {
  readonly type: "PipeCompose";
  readonly template?: TemplateSource;
  readonly construct?: Readonly<Record<string, ConstructField>>;
}
/** PipeImgGen: images from a prompt. */
export interface ImgGenPipe extends PipeBase {
  readonly type: "PipeImgGen";
  readonly prompt: TemplateSource;
  readonly negative_prompt?: TemplateSource;
  readonly model?: ModelReference;
  readonly aspect_ratio?: string;
  /** A class of sizes (`1k`, `2k`, `4k`), or exact pixels (`2048x1152`). */
  readonly size?: string;
  readonly is_raw?: boolean;
  readonly seed?: number | "auto";
  readonly background?: "transparent" | "opaque" | "auto";
  readonly output_format?: "png" | "jpeg" | "webp";
}
/** PipeSearch: an answer from the web, with its sources. */
export interface SearchPipe extends PipeBase {
  readonly type: "PipeSearch";
  readonly prompt: TemplateSource;
  readonly model?: ModelReference;
  readonly include_images?: boolean;
  readonly max_results?: number;
  /** Calendar dates, `2026-01-31`. */
  readonly from_date?: string;
  readonly to_date?: string;
  readonly include_domains?: readonly string[];
  readonly exclude_domains?: readonly string[];
}
/** What a judge may answer: yes or no, one of the options, or a level of a scale from the lowest. */
export type Judgment =
  | {
      readonly kind: "yes_no";
      readonly criteria?: { readonly yes?: string; readonly no?: string };
      readonly threshold: number;
    }
  | { readonly kind: "choice"; readonly options: Readonly<Record<string, string>> }
  | { readonly kind: "rating"; readonly levels: readonly { readonly label?: string; readonly description: string }[] };
/** One question to a judge. */
export interface JudgeQuestion {
  readonly question: TemplateSource;
  readonly judgment: Judgment;
}
/** PipeJudge: verdicts on closed questions. */
export interface JudgePipe extends PipeBase {
  readonly type: "PipeJudge";
  /** What is judged, as it is shown to the model. Absent: every input is, whole and by its name. */
  readonly evidence?: TemplateSource;
  /** One question whose verdict is the output, or one for each field of the output. */
  readonly ask: JudgeQuestion | { readonly fields: Readonly<Record<string, JudgeQuestion>> };
  readonly model?: ModelReference;
}
/** PipeDocGen: a document file from what the inputs hold; no model is asked. */
export interface DocGenPipe extends PipeBase {
  readonly type: "PipeDocGen";
  readonly format: "pdf" | "xlsx" | "docx" | "pptx";
  readonly template?: TemplateSource;
  /** The path of a template's file from the bundle's. */
  readonly template_file?: string;
  /** What the file is called, without its ending. Absent: the pipe's code. */
  readonly filename?: TemplateSource;
}
/** A pipe that only says what it takes and gives. `settings`: `signature_for`, or the name that is `not_checked`. */
export interface SignaturePipe extends PipeBase {
  readonly type: "PipeSignature";
  readonly settings: JsonObject;
}
/** The pipe types that this version reads and checks but cannot run. */
export type UnsupportedPipe = ImgGenPipe | SearchPipe | JudgePipe | DocGenPipe | SignaturePipe;

/** A pipe called from a controller. */
export interface SubPipe {
  readonly pipe: PipeRef;
  readonly result?: string;
  /** Absent: the callee's own. */
  readonly multiplicity?: Multiplicity;
  /** Run the callee once per item of `over` (a name or a dotted path), which it sees as `as`. */
  readonly batch?: { readonly over: string; readonly as: string };
}
/** A binding step: copies the value at a path to a new name; no pipe runs. */
export interface BindingStep {
  readonly from: string;
  readonly result: string;
}
/** PipeSequence: steps in order on one memory. */
export interface SequencePipe extends PipeBase {
  readonly type: "PipeSequence";
  readonly steps: readonly (SubPipe | BindingStep)[];
}
/** PipeParallel: several pipes on the same memory at once. */
export interface ParallelPipe extends PipeBase {
  readonly type: "PipeParallel";
  readonly branches: readonly (SubPipe & { readonly result: string })[];
  readonly add_each_output: boolean;
  /** Whether the branches are combined into the declared output. */
  readonly combine: boolean;
}
/** What a condition does with a text: calls a pipe, fails, or goes on without a value. */
export type Outcome = { readonly pipe: PipeRef } | "fail" | "continue";
/** PipeCondition: the pipe that the text of an expression names. */
export interface ConditionPipe extends PipeBase {
  readonly type: "PipeCondition";
  /** Jinja source that prints the outcome's key; an `expression` is already wrapped in braces. */
  readonly expression: string;
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly default_outcome: Outcome;
  readonly add_alias_from_expression_to?: string;
}
/** PipeBatch: one pipe over each item of a list. */
export interface BatchPipe extends PipeBase {
  readonly type: "PipeBatch";
  readonly branch: PipeRef;
  readonly input_list_name: string;
  readonly input_item_name: string;
}

/** A pipe that calls others. */
export type ControllerPipe = SequencePipe | ParallelPipe | ConditionPipe | BatchPipe;
/** A pipe that does one piece of work, or that this version cannot run. */
export type OperatorPipe = LlmPipe | StructurePipe | ExtractPipe | FuncPipe | ComposePipe | UnsupportedPipe;
/** A pipe of any type. */
export type Pipe = ControllerPipe | OperatorPipe;

/** The linked, fully qualified snapshot of a method. Every reference inside is resolved. */
export interface Crate {
  readonly schema: 1;
  /** SHA-256 (hex) of the canonical JSON of everything else. */
  readonly fingerprint: string;
  readonly main_pipe?: PipeRef;
  readonly concepts: Readonly<Record<ConceptRef, Concept>>;
  readonly pipes: Readonly<Record<PipeRef, Pipe>>;
}
