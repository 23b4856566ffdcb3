import { reachablePipes, type Crate, type Pipe, type PipeRef, type SourcePlace } from "@perdure/crate";

/** A pipe that a run could reach and this version cannot run. */
export interface UnsupportedPipeUse {
  readonly code: "perdure.pipe_type_unsupported";
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
    const what = pipe.type === "PipeSignature" ? "is a signature that nothing implements" : `is a ${pipe.type}`;
    const message = `${ref} ${what}, which this version reads and cannot run`;
    return [{ code: "perdure.pipe_type_unsupported" as const, pipe: ref, type: pipe.type, place: pipe.place, message }];
  });
}
