import { bindArguments } from "./arguments.ts";
import { dictKey, iterate, mappingOf } from "./operators.ts";
import { isKind, list } from "./value.ts";
import type { CallableValue, CallArguments, Value } from "./value.ts";
import type { Work } from "../rendering/work.ts";

const MAXIMUM_RANGE = 100_000;

/** The names of the global functions. */
export const GLOBAL_NAMES: ReadonlySet<string> = new Set(["range", "dict", "namespace"]);

/** The functions that every template may call. */
export function globalFunction(name: string, work: Work): CallableValue | undefined {
  switch (name) {
    case "range":
      return { kind: "callable", name, call: (args) => range(args, work) };
    case "dict":
      return { kind: "callable", name, call: (args) => ({ kind: "dict", entries: new Map(entriesOf(args, work)) }) };
    case "namespace":
      return { kind: "callable", name, call: (args) => namespace(args, work) };
    default:
      return undefined;
  }
}

function range(args: CallArguments, work: Work): Value {
  const bound = bindArguments(args, ["start", "stop", "step"], "range", work);
  const single = args.positional.length === 1;
  const start = single ? 0 : bound.integer("start", 0);
  const stop = single ? bound.integer("start", 0) : bound.integer("stop", 0);
  const step = bound.integer("step", 1);
  if (args.positional.length === 0 || step === 0)
    return work.fail("template.type", "'range' needs a stop, and a step that is not zero.");
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (length > MAXIMUM_RANGE)
    return work.fail("template.forbidden", `A range may have at most ${MAXIMUM_RANGE} items.`);
  work.step(length);
  return list(Array.from({ length }, (_, index) => start + index * step));
}

function entriesOf(args: CallArguments, work: Work): [string, readonly [Value, Value]][] {
  const entries: [string, readonly [Value, Value]][] = [];
  for (const value of args.positional) {
    const mapping = mappingOf(value, work);
    if (mapping !== undefined) entries.push(...mapping);
    else {
      for (const pair of iterate(value, work)) {
        const [key = null, member = null] = iterate(pair, work);
        entries.push([dictKey(key, work), [key, member]]);
      }
    }
  }
  for (const [name, value] of args.named) entries.push([`s${name}`, [name, value]]);
  work.step(entries.length);
  return entries;
}

function namespace(args: CallArguments, work: Work): Value {
  const members = new Map<string, Value>();
  for (const [, [key, value]] of entriesOf(args, work)) {
    if (isKind(value, "callable"))
      return work.fail("template.forbidden", "A namespace may not hold what can be called.");
    if (typeof key !== "string") return work.fail("template.type", "A namespace needs names.");
    members.set(key, value);
  }
  return { kind: "record", name: "namespace", members };
}
