import type { Expression } from "../syntax/syntax-tree.ts";

/** A path in the context that is known to be there at some place of a template. */
export interface Guard {
  readonly root: string;
  readonly path: readonly string[];
}

/** A reading of a name and members below it, with the index expressions that follow what can be named. */
interface Reading extends Guard {
  readonly offset: number;
  readonly indexes: readonly Expression[];
}

/** The reading that an expression is: a name, its attributes, and items by a literal name; undefined for anything else. */
export function readingOf(node: Expression): Reading | undefined {
  if (node.kind === "name") return { root: node.name, path: [], offset: node.offset, indexes: [] };
  if (node.kind !== "attribute" && node.kind !== "item") return undefined;
  const inner = readingOf(node.object);
  if (inner === undefined) return undefined;
  const name = node.kind === "attribute" ? node.name : literalText(node.index);
  if (node.kind === "item" && name === undefined) {
    // Below an index nothing has a name any more: the rest of the path is not known before rendering.
    return { ...inner, indexes: [...inner.indexes, node.index] };
  }
  if (name === undefined || inner.indexes.length > 0) return inner;
  return { ...inner, path: [...inner.path, name] };
}

function literalText(node: Expression): string | undefined {
  return node.kind === "literal" && typeof node.value === "string" ? node.value : undefined;
}

const MOST_GUARDS = 50;

/** What is known of both, the last of it where that is very much: each reading is held against all of it. */
export function joined(some: readonly Guard[], others: readonly Guard[]): readonly Guard[] {
  return others.length === 0 ? some : [...some, ...others].slice(-MOST_GUARDS);
}

/** What is known to be there where an expression was true. */
export function guardsWhenTrue(test: Expression): readonly Guard[] {
  const reading = readingOf(test);
  if (reading !== undefined) return reading.indexes.length === 0 ? [reading] : [];
  switch (test.kind) {
    case "and":
      return joined(guardsWhenTrue(test.left), guardsWhenTrue(test.right));
    case "or":
      return guardsWhenTrue(test.left).filter((guard) =>
        guardsWhenTrue(test.right).some((other) => isSame(guard, other)),
      );
    case "not":
      return guardsWhenFalse(test.operand);
    case "test":
      return test.name === "defined" ? guardsWhenTrue(test.input) : [];
    case "filter":
      return ["length", "count", "list"].includes(test.name) && test.input !== undefined
        ? guardsWhenTrue(test.input)
        : [];
    case "comparison":
      return comparedGuards(test, "==");
    default:
      return [];
  }
}

/** What is known to be there where an expression was false. */
export function guardsWhenFalse(test: Expression): readonly Guard[] {
  switch (test.kind) {
    case "not":
      return guardsWhenTrue(test.operand);
    case "or":
      return joined(guardsWhenFalse(test.left), guardsWhenFalse(test.right));
    case "test":
      return test.name === "undefined" ? guardsWhenTrue(test.input) : [];
    default:
      return [];
  }
}

// What equals a literal text or number is there.
function comparedGuards(test: Extract<Expression, { kind: "comparison" }>, operator: "=="): readonly Guard[] {
  const [only] = test.rest;
  if (test.rest.length !== 1 || only === undefined || only.operator !== operator) return [];
  if (only.operand.kind === "literal" && only.operand.value !== null) return guardsWhenTrue(test.first);
  return test.first.kind === "literal" && test.first.value !== null ? guardsWhenTrue(only.operand) : [];
}

function isSame(one: Guard, other: Guard): boolean {
  return one.root === other.root && one.path.join(".") === other.path.join(".");
}
