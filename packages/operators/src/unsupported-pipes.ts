import {
  reachablePipes,
  type Crate,
  type Pipe,
  type PipeRef,
  type SourcePlace,
  type UnsupportedPipe,
} from "@perdure/crate";

/** A pipe that a run could reach and this version cannot run. */
export interface UnsupportedPipeUse {
  /** A signature is not a type that we lack, but a pipe that nobody wrote yet. */
  readonly code: "perdure.pipe_type_unsupported" | "method.not_runnable";
  readonly pipe: PipeRef;
  readonly type: Pipe["type"];
  readonly place: SourcePlace;
  readonly message: string;
}
const UNSUPPORTED: readonly Pipe["type"][] = ["PipeImgGen", "PipeSearch", "PipeJudge", "PipeDocGen"];

/** The reachable pipes that cannot be run as they are written, so that a run is refused before its first paid call. */
export function unsupportedPipes(crate: Crate, entry: PipeRef): readonly UnsupportedPipeUse[] {
  return reachablePipes(crate, entry).flatMap((ref) => {
    const pipe = Object.hasOwn(crate.pipes, ref) ? crate.pipes[ref] : undefined;
    const problem = pipe === undefined ? undefined : problemOf(ref, pipe);
    if (pipe === undefined || problem === undefined) return [];
    const { code, what } = problem;
    return [{ code, pipe: ref, type: pipe.type, place: pipe.place, message: `${ref} ${what}` }];
  });
}

/** A reader of methods leaves a signature where something is outside the files that it was given. */
function whatIsMissing(ref: PipeRef, { settings }: UnsupportedPipe): string {
  const outside = settings["not_checked"];
  if (outside === ref) return "is not in the files of the method";
  return typeof outside === "string"
    ? `needs the concept ${outside}, which is not in the files of the method`
    : "is a signature that nothing implements";
}

function problemOf(
  ref: PipeRef,
  pipe: Pipe,
): { readonly code: UnsupportedPipeUse["code"]; readonly what: string } | undefined {
  if (pipe.type === "PipeSignature") return { code: "method.not_runnable", what: whatIsMissing(ref, pipe) };
  const code = "perdure.pipe_type_unsupported";
  if (UNSUPPORTED.includes(pipe.type)) return { code, what: `is a ${pipe.type}, which this version cannot run` };
  return pipe.type === "PipeExtract" && pipe.page_image_captions
    ? { code, what: "asks for captions of images, which this version cannot write" }
    : undefined;
}
