import { numberOf, unwrap } from "./operators.ts";
import { isKind, textOf, typeName } from "./value.ts";
import type { CallArguments, Value } from "./value.ts";
import type { Work } from "../rendering/work.ts";

/** The arguments of one call of a filter, test or method, read by their names. */
export interface BoundArguments {
  /** The argument, or undefined when it was not given. */
  get(name: string): Value | undefined;
  /** The argument as text, with a default. */
  text(name: string, fallback: string): string;
  /** The argument as a whole number, with a default. */
  integer(name: string, fallback: number): number;
  /** The argument as a truth value, with a default. */
  flag(name: string, fallback: boolean): boolean;
  /** Refuses a call that lacks the argument. */
  required(name: string): Value;
}

/** Gives the arguments of a call their names; refuses unknown names and too many arguments. */
export function bindArguments(
  args: CallArguments,
  names: readonly string[],
  callee: string,
  work: Work,
): BoundArguments {
  if (args.positional.length > names.length) work.fail("template.type", `'${callee}' was given too many arguments.`);
  const bound = new Map<string, Value>();
  args.positional.forEach((value, index) => bound.set(names[index] ?? "", value));
  for (const [name, value] of args.named) {
    if (!names.includes(name)) work.fail("template.type", `'${callee}' has no argument '${name}'.`);
    if (bound.has(name)) work.fail("template.type", `'${callee}' was given '${name}' twice.`);
    bound.set(name, value);
  }
  const wrong = (name: string, wanted: string, value: Value): never =>
    work.fail("template.type", `The argument '${name}' of '${callee}' must be ${wanted}, not ${typeName(value)}.`);
  return {
    get: (name) => bound.get(name),
    text(name, fallback) {
      const value = bound.get(name);
      return value === undefined ? fallback : (textOf(unwrap(value)) ?? wrong(name, "a text", value));
    },
    integer(name, fallback) {
      const value = bound.get(name);
      if (value === undefined) return fallback;
      const number = isKind(unwrap(value), "float") ? undefined : numberOf(value);
      return number ?? wrong(name, "a whole number", value);
    },
    flag(name, fallback) {
      const value = bound.get(name);
      if (value === undefined) return fallback;
      const plain = unwrap(value);
      return typeof plain === "boolean" ? plain : wrong(name, "true or false", value);
    },
    required: (name) => bound.get(name) ?? orMissing(bound, name, callee, work),
  };
}

// A given None is null, which the operator above cannot tell from an argument that is not there.
function orMissing(bound: ReadonlyMap<string, Value>, name: string, callee: string, work: Work): Value {
  return bound.has(name) ? null : work.fail("template.type", `'${callee}' needs the argument '${name}'.`);
}
