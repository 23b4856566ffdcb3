import {
  reachablePipes,
  type Crate,
  type Pipe,
  type PipeRef,
  type SourcePlace,
  type SignaturePipe,
} from "@perdure/crate";

/** A pipe that a run could reach and this version cannot run. */
export interface UnsupportedPipeUse {
  /** A signature is not a type that we lack, but a pipe that nobody wrote yet. */
  readonly code: "perdure.pipe_type_unsupported" | "method.not_runnable" | "method.dependency_missing";
  readonly pipe: PipeRef;
  readonly type: Pipe["type"];
  readonly place: SourcePlace;
  readonly message: string;
  /** What to do, where it is not what the code says. */
  readonly action?: string;
}
const UNSUPPORTED: readonly Pipe["type"][] = ["PipeImgGen", "PipeSearch", "PipeJudge", "PipeDocGen"];

/** The reachable pipes that cannot be run as they are written, so that a run is refused before its first paid call. */
export function unsupportedPipes(crate: Crate, entry: PipeRef): readonly UnsupportedPipeUse[] {
  return reachablePipes(crate, entry).flatMap((ref) => {
    const pipe = Object.hasOwn(crate.pipes, ref) ? crate.pipes[ref] : undefined;
    const problem = pipe === undefined ? undefined : problemOf(ref, pipe);
    if (pipe === undefined || problem === undefined) return [];
    const { what, ...rest } = problem;
    return [{ ...rest, pipe: ref, type: pipe.type, place: pipe.place, message: `${ref} ${what}` }];
  });
}

interface Problem extends Pick<UnsupportedPipeUse, "code" | "action"> {
  readonly what: string;
}

/** A reader of methods leaves a signature where something is outside the files that it was given. */
function missing(ref: PipeRef, { settings }: SignaturePipe): Problem {
  const code = "method.not_runnable";
  const outside = settings["not_checked"];
  if (typeof outside !== "string") return { code, what: "is a signature that nothing implements" };
  const what = outside === ref ? "is" : `needs the concept ${outside}, which is`;
  if (outside.includes("->")) {
    const action = "Declare the package in METHODS.toml, then perdure package lock and perdure package install.";
    return { code: "method.dependency_missing", what: `${what} in a package that is not there`, action };
  }
  const action = "Give the folder with all files of the method instead of one file of it.";
  return { code, what: `${what} not in the files of the method`, action };
}

function problemOf(ref: PipeRef, pipe: Pipe): Problem | undefined {
  if (pipe.type === "PipeSignature") return missing(ref, pipe);
  const code = "perdure.pipe_type_unsupported";
  if (UNSUPPORTED.includes(pipe.type)) return { code, what: `is a ${pipe.type}, which this version cannot run` };
  return pipe.type === "PipeExtract" && pipe.page_image_captions
    ? { code, what: "asks for captions of images, which this version cannot write" }
    : undefined;
}
