/** Every type that a pipe can be written with. */
export const PIPE_TYPES = [
  "PipeLLM",
  "PipeStructure",
  "PipeJudge",
  "PipeFunc",
  "PipeImgGen",
  "PipeExtract",
  "PipeSearch",
  "PipeCompose",
  "PipeDocGen",
  "PipeSequence",
  "PipeParallel",
  "PipeCondition",
  "PipeBatch",
] as const;
export type PipeType = (typeof PIPE_TYPES)[number];
