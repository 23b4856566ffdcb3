import { compare, contains, isEqual, iterable, mappingOf, numberOf, sequenceOf, unwrap } from "./operators.ts";
import { refuseUndefined } from "./python-text.ts";
import { isKind, textOf } from "./value.ts";
import type { CallArguments, Value } from "./value.ts";
import type { Work } from "../rendering/work.ts";

type Predicate = (value: Value, other: Value, work: Work) => boolean;

interface PredicateEntry {
  readonly takesArgument: boolean;
  readonly holds: Predicate;
}

const alone = (holds: (value: Value, work: Work) => boolean): PredicateEntry => ({
  takesArgument: false,
  holds: (value, _, work) => holds(unwrap(value), work),
});
const paired = (holds: Predicate): PredicateEntry => ({ takesArgument: true, holds });

const integer = (value: Value, work: Work): number => {
  const plain = unwrap(value);
  if (isKind(plain, "undefined")) return refuseUndefined(plain, work);
  return numberOf(plain) ?? work.fail("template.type", "A number is needed.");
};

const equal = paired((value, other, work) => isEqual(value, other, work));
const less = paired((value, other, work) => compare(value, other, work) < 0);
const atMost = paired((value, other, work) => compare(value, other, work) <= 0);
const greater = paired((value, other, work) => compare(value, other, work) > 0);
const atLeast = paired((value, other, work) => compare(value, other, work) >= 0);

const PREDICATES: ReadonlyMap<string, PredicateEntry> = new Map([
  ["defined", alone((value) => !isKind(value, "undefined"))],
  ["undefined", alone((value) => isKind(value, "undefined"))],
  ["none", alone((value) => value === null)],
  ["boolean", alone((value) => typeof value === "boolean")],
  ["true", alone((value) => value === true)],
  ["false", alone((value) => value === false)],
  ["integer", alone((value) => typeof value === "number")],
  ["float", alone((value) => isKind(value, "float"))],
  ["number", alone((value) => numberOf(value) !== undefined)],
  ["string", alone((value) => textOf(value) !== undefined)],
  ["mapping", alone((value, work) => mappingOf(value, work) !== undefined)],
  ["sequence", alone((value, work) => iterable(value, work) !== undefined)],
  ["iterable", alone((value, work) => iterable(value, work) !== undefined)],
  ["callable", alone((value) => isKind(value, "callable"))],
  ["escaped", alone((value) => isKind(value, "markup"))],
  ["lower", alone((value, work) => isCased(value, (text) => text.toLowerCase(), work))],
  ["upper", alone((value, work) => isCased(value, (text) => text.toUpperCase(), work))],
  ["even", alone((value, work) => integer(value, work) % 2 === 0)],
  ["odd", alone((value, work) => Math.abs(integer(value, work) % 2) === 1)],
  [
    "divisibleby",
    paired((value, other, work) => {
      const divisor = integer(other, work);
      if (divisor === 0) return work.fail("template.arithmetic", "Division by zero.");
      return integer(value, work) % divisor === 0;
    }),
  ],
  ["in", paired((value, other, work) => contains(other, value, work))],
  ["sameas", paired((value, other, work) => isSame(unwrap(value), unwrap(other), work))],
  ...["eq", "equalto", "=="].map((name) => [name, equal] as const),
  ...["ne", "!="].map((name) => [name, paired((value, other, work) => !isEqual(value, other, work))] as const),
  ...["lt", "lessthan", "<"].map((name) => [name, less] as const),
  ...["le", "<="].map((name) => [name, atMost] as const),
  ...["gt", "greaterthan", ">"].map((name) => [name, greater] as const),
  ...["ge", ">="].map((name) => [name, atLeast] as const),
]);

/** Tells whether templates have a test of this name. */
export function hasPredicate(name: string): boolean {
  return PREDICATES.has(name) || name === "filter" || name === "test";
}

/** Applies a test by its name; refuses unknown names and a wrong number of arguments. */
export function applyPredicate(name: string, value: Value, args: CallArguments, work: Work): boolean {
  const predicate = PREDICATES.get(name);
  if (predicate === undefined) return work.fail("template.unknown_test", `There is no test '${name}'.`);
  const given = args.positional.length + args.named.size;
  if (given !== (predicate.takesArgument ? 1 : 0))
    work.fail("template.type", `The test '${name}' has the wrong number of arguments.`);
  return predicate.holds(value, args.positional[0] ?? [...args.named.values()][0] ?? null, work);
}

function isCased(value: Value, change: (text: string) => string, work: Work): boolean {
  const text = textOf(value);
  if (text === undefined) return false;
  work.produce(text.length);
  return text === change(text) && text.toLowerCase() !== text.toUpperCase();
}

function isSame(value: Value, other: Value, work: Work): boolean {
  if (sequenceOf(value, work) !== undefined || mappingOf(value, work) !== undefined) return value === other;
  return typeof value === typeof other && isEqual(value, other, work);
}
