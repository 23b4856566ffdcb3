import type { Json } from "@perdure/crate";
import { isStoredList, mainStuff, mainStuffJson, wireMemory, type ContentStore, type RunResult } from "@perdure/engine";
import { loadCrate } from "@perdure/operators";
import type { MainOutput, RunOutputs } from "./options.ts";
import type { RunRecord } from "./run-record.ts";

/** Reads the contents of a finished run: what its memory refers to, and the method that it ran. */
export async function readOutputs(
  { run_id, memory, nodes, usage }: RunResult,
  record: Pick<RunRecord, "crate" | "entry">,
  contents: ContentStore,
): Promise<RunOutputs> {
  const crate = await loadCrate(record.crate, contents);
  const content = await mainStuffJson(memory, contents);
  const stuff = mainStuff(memory);
  const main: MainOutput =
    stuff === undefined
      ? { kind: "absent", reason: reasonOf(content) }
      : { kind: "value", concept: stuff.concept, is_list: isStoredList(stuff.value), content };
  const working_memory = await wireMemory(memory, contents, crate.concepts);
  return { run_id, crate, entry: record.entry, main, working_memory, nodes, usage };
}

const reasonOf = (content: Json): string => {
  const { reason } = content as { readonly reason?: Json };
  return typeof reason === "string" ? reason : "The run left no value.";
};
