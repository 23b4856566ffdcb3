import type { TomlTable } from "../source/toml-tree.ts";

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

/** The type that a pipe's table names; undefined when it names none that exists. */
export function pipeTypeOf(table: TomlTable): PipeType | undefined {
  const written = table.entries.get("type")?.value;
  return written?.kind === "string" ? PIPE_TYPES.find((type) => type === written.value) : undefined;
}
