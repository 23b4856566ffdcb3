import { createFailure } from "@perdure/failures";
import { anything, either, exactly, listOf, oneOf, recordOf, text, wholeNumber } from "./json-check.ts";
import type { Check } from "./json-check.ts";
import type { RunJob, RunLimits } from "./run-job.ts";
import type { StoredLongList, StoredValue, Stuff, WorkingMemory } from "../memory/values.ts";

/** A check for each member of a type, so that a member which is added is checked too. */
type Members<T> = Readonly<Record<keyof T, Check>>;

const storedValue = exactly(
  {
    concept: text,
    size: wholeNumber(0),
    media_type: oneOf("application/json"),
    digest: text,
  } satisfies Members<Omit<StoredValue, "inline">>,
  { inline: anything },
);
const storedList: Check = (value, path) => exactly({ items: listOf(stuffValue) })(value, path);
const storedLongList = exactly({ list: text, count: wholeNumber(0) } satisfies Members<StoredLongList>);
const stuffValue: Check = (value, path) => {
  const has = (name: string) => typeof value === "object" && value !== null && Object.hasOwn(value, name);
  if (has("items")) return storedList(value, path);
  return has("list") ? storedLongList(value, path) : storedValue(value, path);
};

const memory = exactly({
  root: recordOf(exactly({ code: text, name: text, concept: text, value: stuffValue } satisfies Members<Stuff>)),
  aliases: recordOf(text),
  absences: recordOf(recordOf(anything)),
} satisfies Members<WorkingMemory>);

const limits = exactly({
  inline_max_bytes: wholeNumber(0),
  list_inline_max: wholeNumber(1),
  max_concurrency: wholeNumber(1),
  pipe_stack_limit: wholeNumber(1),
  leaf_timeout_ms: wholeNumber(1),
  transport: exactly({
    max_retries: wholeNumber(0),
    max_wait_ms: wholeNumber(0),
    retry_after_ceiling_ms: wholeNumber(0),
  } satisfies Members<RunLimits["transport"]>),
} satisfies Members<RunLimits>);

const plan = exactly({
  schema: oneOf(1),
  semantics: oneOf(1),
  crate: text,
  entry: text,
  pipes: recordOf(recordOf(anything)),
  concepts: recordOf(recordOf(anything)),
} satisfies Members<RunJob["plan"]>);

const model = exactly({ provider: text, model: text, handle: text, settings: recordOf(anything) });

const job = exactly(
  {
    schema: oneOf(1),
    run_id: text,
    crate: exactly({ fingerprint: text, content: text } satisfies Members<RunJob["crate"]>),
    plan,
    entry: text,
    memory,
    run_mode: oneOf("live", "dry"),
    limits,
    models: recordOf(exactly({}, { main: model, structure: model })),
    repeat_billable: oneOf("allowed", "never"),
    function_effects: recordOf(oneOf("pure", "idempotent", "effectful")),
    labels: recordOf(text),
  } satisfies Members<Omit<RunJob, "output_name" | "output_multiplicity">>,
  { output_name: text, output_multiplicity: either(oneOf("single", "many"), wholeNumber(1)) },
);

/**
 * Reads a job from its JSON, strictly: an unknown key is refused wherever it is, so that nothing a newer writer meant is lost
 * in silence. Throws a FailureError `perdure.schema_unsupported` for another schema or semantics, `runtime.unexpected` for
 * what is no job.
 */
export function readRunJob(json: unknown): RunJob {
  const versions = versionsOf(json);
  if (versions !== undefined) {
    throw createFailure("perdure.schema_unsupported", {
      message: `This version runs jobs of schema 1 and semantics 1, not ${versions}.`,
    });
  }
  const problem = job(json, "");
  if (problem === undefined) return json as RunJob;
  throw createFailure("runtime.unexpected", { message: `This is not a job of a run: ${problem}.` });
}

/** The versions that a job names, where they are not ours. */
function versionsOf(json: unknown): string | undefined {
  const schema = memberOf(json, "schema");
  const semantics = memberOf(memberOf(json, "plan"), "semantics");
  const isOther = (version: unknown) => typeof version === "number" && version !== 1;
  return isOther(schema) || isOther(semantics) ? `${String(schema)} and ${String(semantics)}` : undefined;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
