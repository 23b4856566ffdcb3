import type { Pipe } from "@perdure/crate";
import { checkKeysOfPipe } from "./check-pipe-shape.ts";
import { isSignature } from "../library/declare.ts";
import { didYouMean } from "@perdure/crate";
import type { LanguageProfile } from "../diagnostics/language-profile.ts";
import { reportLater } from "../diagnostics/report-later.ts";
import type { LocatedReadings } from "./parse-located-template.ts";
import type { PipeContext } from "./pipe-context.ts";
import { PIPE_TYPES, pipeTypeOf } from "./pipe-types.ts";
import type { PipeType } from "./pipe-types.ts";
import { readBatchPipe } from "./read-batch-pipe.ts";
import { readComposePipe } from "./read-compose-pipe.ts";
import { readConditionPipe } from "./read-condition-pipe.ts";
import { readEmptyPipe } from "./read-empty-pipe.ts";
import { readDocGenPipe } from "./read-doc-gen-pipe.ts";
import { readExtractPipe } from "./read-extract-pipe.ts";
import { readFuncPipe } from "./read-func-pipe.ts";
import { readImgGenPipe } from "./read-img-gen-pipe.ts";
import { readJudgePipe } from "./read-judge-pipe.ts";
import { readLlmPipe } from "./read-llm-pipe.ts";
import { readParallelPipe } from "./read-parallel-pipe.ts";
import { readSearchPipe } from "./read-search-pipe.ts";
import { readSequencePipe } from "./read-sequence-pipe.ts";
import { readSignature } from "./read-signature.ts";
import { readStructurePipe } from "./read-structure-pipe.ts";
import type { LocatedStep } from "./read-sub-pipe.ts";
import { fieldOf } from "../source/toml-fields.ts";

/** A pipe as far as it could be read, with what its checks need. */
export interface ReadPipe {
  readonly context: PipeContext;
  readonly pipe: Pipe | undefined;
  /** The steps or branches of a controller. */
  readonly steps?: readonly LocatedStep[];
  /** What a condition's expression reads, where it could be parsed. */
  readonly readings?: LocatedReadings | undefined;
}

/** Reads a pipe by its type. A type that does not exist is reported alone: its keys are not judged. */
export function readPipe(context: PipeContext, functions: readonly string[] | undefined): ReadPipe {
  if (context.table.entries.size === 0) return { context, pipe: readEmptyPipe(context) };
  if (isSignature(context.table)) return { context, pipe: readSignature(context) };
  const type = readType(context);
  if (type === undefined) return { context, pipe: undefined };
  checkKeysOfPipe(context, type);
  reportLater(context.reporter, context.library.profile, {
    since: SINCE[type] ?? "1.0",
    what: `The pipe type '${type}'`,
    span: context.table.entries.get("type")?.value.span ?? context.declared.entry.keySpan,
  });
  return { context, ...readTyped(context, type, functions) };
}

/** The profile that brought each type, where it is not the first. */
const SINCE: Readonly<Partial<Record<PipeType, LanguageProfile>>> = {
  PipeStructure: "2.x",
  PipeJudge: "3.x",
  PipeDocGen: "3.x",
};

/** Reports a type that does not exist, of a pipe whose contract could not be read. */
function readType(context: Pick<PipeContext, "reporter" | "table" | "declared">): PipeType | undefined {
  const { reporter, table, declared } = context;
  const written = fieldOf(reporter, table, "type", "string");
  if (written === undefined) return undefined;
  const type = pipeTypeOf(table);
  if (type !== undefined) return type;
  const suggestion = didYouMean(written.value, PIPE_TYPES);
  reporter.report("pipe.type_unknown", written.span, { pipe: declared.ref, type: written.value }, { suggestion });
  return undefined;
}

function readTyped(
  context: PipeContext,
  type: PipeType,
  functions: readonly string[] | undefined,
): Omit<ReadPipe, "context"> {
  switch (type) {
    case "PipeLLM":
      return { pipe: readLlmPipe(context) };
    case "PipeStructure":
      return { pipe: readStructurePipe(context) };
    case "PipeFunc":
      return { pipe: readFuncPipe(context, functions) };
    case "PipeExtract":
      return { pipe: readExtractPipe(context) };
    case "PipeCompose":
      return { pipe: readComposePipe(context) };
    case "PipeSequence":
      return readSequencePipe(context);
    case "PipeParallel":
      return readParallelPipe(context);
    case "PipeCondition":
      return readConditionPipe(context);
    case "PipeBatch":
      return { pipe: readBatchPipe(context) };
    case "PipeImgGen":
      return { pipe: readImgGenPipe(context) };
    case "PipeSearch":
      return { pipe: readSearchPipe(context) };
    case "PipeJudge":
      return { pipe: readJudgePipe(context) };
    case "PipeDocGen":
      return { pipe: readDocGenPipe(context) };
  }
}
