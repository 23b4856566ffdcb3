import { bindArguments } from "./arguments.ts";
import type { BoundArguments } from "./arguments.ts";
import { itemsOf, membersOf, viewField } from "../printing/content-view.ts";
import { dictKey, isEqual, mappingOf, sequenceOf } from "./operators.ts";
import { TEXT_METHODS } from "./text-methods.ts";
import { isKind, list, markup, textOf, tuple } from "./value.ts";
import type { CallableValue, Value } from "./value.ts";
import type { Work } from "../rendering/work.ts";

interface Method {
  readonly parameters: readonly string[];
  readonly run: (args: BoundArguments, work: Work) => Value;
}

const REFUSED_METHODS: ReadonlySet<string> = new Set([
  "append",
  "extend",
  "insert",
  "remove",
  "pop",
  "popitem",
  "clear",
  "sort",
  "reverse",
  "update",
  "setdefault",
  "add",
  "discard",
  "encode",
  "to_bytes",
  "format",
  "format_map",
]);

/** The read-only method of a plain value, ready to call; undefined when it has none of that name. Mutation is refused. */
export function methodOf(value: Value, name: string, work: Work): CallableValue | undefined {
  const method = find(value, name);
  if (method !== undefined) {
    const call: CallableValue["call"] = (args) => method.run(bindArguments(args, method.parameters, name, work), work);
    return { kind: "callable", name, call };
  }
  const holdsMembers = mappingOf(value, work) !== undefined;
  const isPlain = holdsMembers || textOf(value) !== undefined || sequenceOf(value, work) !== undefined;
  if (!isPlain || !REFUSED_METHODS.has(name) || mappingOf(value, work)?.has(`s${name}`) === true) return undefined;
  const call: CallableValue["call"] = () =>
    work.fail("template.forbidden", `The method '${name}' may not be called in a template.`);
  return { kind: "callable", name, call };
}

function find(value: Value, name: string): Method | undefined {
  const text = textOf(value);
  if (text !== undefined) {
    const method = TEXT_METHODS.get(name);
    if (method === undefined) return undefined;
    const isMarkup = isKind(value, "markup");
    return {
      parameters: method.parameters,
      run: (args, work) => {
        work.produce(text.length);
        const result = method.run(text, args, work);
        // What is made of safe HTML and nothing else is safe; a text that came in as an argument is not.
        return isMarkup && method.keepsSafety && typeof result === "string" ? markup(result) : result;
      },
    };
  }
  if (isKind(value, "content")) {
    if (itemsOf(value) !== undefined) return sequenceMethod(value, name);
    return membersOf(value) === undefined ? undefined : mappingMethod(value, name);
  }
  if (isKind(value, "dict")) return mappingMethod(value, name);
  if (isKind(value, "list")) return sequenceMethod(value, name);
  if (isKind(value, "float") && name === "is_integer") {
    return { parameters: [], run: () => Number.isInteger(value.value) };
  }
  return name === "is_integer" && typeof value === "number" ? { parameters: [], run: () => true } : undefined;
}

function sequenceMethod(value: Value, name: string): Method | undefined {
  if (name !== "count" && name !== "index") return undefined;
  return {
    parameters: ["value"],
    run(args, work) {
      const wanted = args.required("value");
      const items = sequenceOf(value, work) ?? [];
      if (name === "count") return items.filter((item) => isEqual(item, wanted, work)).length;
      const index = items.findIndex((item) => isEqual(item, wanted, work));
      return index >= 0 ? index : work.fail("template.type", "The value is not in the list.");
    },
  };
}

function mappingMethod(value: Value, name: string): Method | undefined {
  const entries = (work: Work): (readonly [Value, Value])[] => {
    const found = [...(mappingOf(value, work)?.values() ?? [])];
    work.step(found.length);
    return found;
  };
  switch (name) {
    case "get":
      return {
        parameters: ["key", "default"],
        run(args, work) {
          const key = args.required("key");
          const name = textOf(key);
          const declared = isKind(value, "content") && name !== undefined ? viewField(value, name) : undefined;
          return declared ?? mappingOf(value, work)?.get(dictKey(key, work))?.[1] ?? args.get("default") ?? null;
        },
      };
    case "keys":
    case "iter_keys":
      return { parameters: [], run: (_, work) => list(entries(work).map(([key]) => key)) };
    case "values":
    case "iter_values":
      return { parameters: [], run: (_, work) => list(entries(work).map(([, member]) => member)) };
    case "items":
    case "iter_items":
      return { parameters: [], run: (_, work) => list(entries(work).map(([key, member]) => tuple([key, member]))) };
    default:
      return undefined;
  }
}
