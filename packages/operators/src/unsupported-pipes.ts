import { reachablePipes, type Crate, type Pipe, type PipeRef, type SourcePlace } from "@perdure/crate";

/** A pipe that a run could reach and this version cannot run. */
export interface UnsupportedPipeUse {
  /** A signature is not a type that we lack, but a pipe that nobody wrote yet. */
  readonly code: "perdure.pipe_type_unsupported" | "method.not_runnable";
  readonly pipe: PipeRef;
  readonly type: Pipe["type"];
  readonly place: SourcePlace;
  readonly message: string;
}
const UNSUPPORTED: readonly Pipe["type"][] = ["PipeImgGen", "PipeSearch", "PipeJudge", "PipeDocGen", "PipeSignature"];

/** The reachable pipes that cannot be run, so that a run is refused before its first paid call. */
export function unsupportedPipes(crate: Crate, entry: PipeRef): readonly UnsupportedPipeUse[] {
  return reachablePipes(crate, entry).flatMap((ref) => {
    const pipe = Object.hasOwn(crate.pipes, ref) ? crate.pipes[ref] : undefined;
    if (pipe === undefined || !UNSUPPORTED.includes(pipe.type)) return [];
    const isSignature = pipe.type === "PipeSignature";
    const code = isSignature ? "method.not_runnable" : "perdure.pipe_type_unsupported";
    const what = isSignature ? "signature that nothing implements" : `${pipe.type}, which this version cannot run`;
    return [{ code, pipe: ref, type: pipe.type, place: pipe.place, message: `${ref} is a ${what}` } as const];
  });
}
