import { attribute, item, slice } from "../python/access.ts";
import { arithmetic, concatenate, negative } from "../python/arithmetic.ts";
import { compare, contains, dictKey, isEqual, isTruthy, numberOf } from "../python/operators.ts";
import { refuseUndefined } from "../python/python-text.ts";
import type { Runtime } from "./runtime.ts";
import type { Scope } from "./scope.ts";
import type { ArgumentNodes, ComparisonOperator, Expression } from "../syntax/syntax-tree.ts";
import { isKind, list, tuple, typeName } from "../python/value.ts";
import type { CallArguments, Value } from "../python/value.ts";
import type { Work } from "./work.ts";

/** What evaluation needs beyond a runtime: the names that are neither set by the template nor global. */
export interface Evaluation extends Runtime {
  /** Reads a name of the context or a global; an undefined value when there is none. */
  lookUp(name: string, offset: number): Value;
}

/** Evaluates an expression. Throws a TemplateError with the offset of the part that failed. */
export function evaluate(node: Expression, scope: Scope, evaluation: Evaluation): Value {
  const { work } = evaluation;
  work.enter();
  work.offset = node.offset;
  const value = evaluateNode(node, scope, evaluation);
  work.leave();
  return value;
}

function evaluateNode(node: Expression, scope: Scope, evaluation: Evaluation): Value {
  const { work } = evaluation;
  const inner = (child: Expression) => evaluate(child, scope, evaluation);
  const back = <T>(value: T): T => {
    work.offset = node.offset;
    return value;
  };
  switch (node.kind) {
    case "literal":
      return node.value;
    case "name": {
      const found = scope.find(node.name);
      return found === undefined ? evaluation.lookUp(node.name, node.offset) : found;
    }
    case "attribute":
      return attribute(back(inner(node.object)), node.name, work);
    case "item": {
      const object = inner(node.object);
      return item(object, back(inner(node.index)), work);
    }
    case "slice": {
      const object = inner(node.object);
      const [start, stop, step] = node.bounds.map((bound) => (bound === null ? null : inner(bound)));
      return slice(back(object), [start ?? null, stop ?? null, step ?? null], work);
    }
    case "call": {
      const callee = inner(node.callee);
      const args = back(evaluateArguments(node.args, scope, evaluation));
      if (isKind(callee, "undefined")) return refuseUndefined(callee, work);
      if (!isKind(callee, "callable"))
        return work.fail("template.type", `A value of type ${typeName(callee)} cannot be called.`);
      return callee.call(args);
    }
    case "filter": {
      const input = node.input === undefined ? "" : inner(node.input);
      const args = back(evaluateArguments(node.args, scope, evaluation));
      return evaluation.applyFilter(node.name, input, named(node, args));
    }
    case "test": {
      const input = inner(node.input);
      return evaluation.applyTest(node.name, input, back(evaluateArguments(node.args, scope, evaluation)));
    }
    case "not":
      return !isTruthy(inner(node.operand));
    case "negative":
      return negative(back(inner(node.operand)), work);
    case "positive": {
      const operand = inner(node.operand);
      return numberOf(operand) === undefined ? work.fail("template.type", "A number is needed.") : operand;
    }
    case "arithmetic": {
      const left = inner(node.left);
      return arithmetic(node.operator, left, back(inner(node.right)), work);
    }
    case "comparison": {
      let left = inner(node.first);
      for (const { operator, operand } of node.rest) {
        const right = back(inner(operand));
        if (!holds(operator, left, right, work)) return false;
        left = right;
      }
      return true;
    }
    case "and": {
      const left = inner(node.left);
      return isTruthy(left) ? inner(node.right) : left;
    }
    case "or": {
      const left = inner(node.left);
      return isTruthy(left) ? left : inner(node.right);
    }
    case "concat":
      return concatenate(back(node.parts.map(inner)), work, evaluation.autoescape);
    case "conditional":
      if (isTruthy(inner(node.test))) return inner(node.value);
      if (node.otherwise !== undefined) return inner(node.otherwise);
      return { kind: "undefined", path: "", strict: false, missing: "variable", offset: node.offset };
    case "list":
      return node.tuple ? tuple(node.items.map(inner)) : list(node.items.map(inner));
    case "dict": {
      const entries = node.entries.map(({ key, value }): [string, [Value, Value]] => {
        const keyValue = inner(key);
        return [dictKey(keyValue, work), [keyValue, inner(value)]];
      });
      return { kind: "dict", entries: new Map(entries) };
    }
  }
}

/** Evaluates the arguments of a call. */
export function evaluateArguments(args: ArgumentNodes, scope: Scope, evaluation: Evaluation): CallArguments {
  return {
    positional: args.positional.map((argument) => evaluate(argument, scope, evaluation)),
    named: new Map(args.named.map(({ name, value }) => [name, evaluate(value, scope, evaluation)])),
  };
}

// `{{ page.text | tag }}` takes the name of its tag from what the author wrote.
function named(node: Extract<Expression, { kind: "filter" }>, args: CallArguments): CallArguments {
  if (node.name !== "tag" || args.positional.length > 0 || args.named.size > 0) return args;
  const path = node.input === undefined ? undefined : dottedPath(node.input);
  return path === undefined ? args : { positional: [path], named: args.named };
}

/** The dotted path that an expression spells, such as `invoice.total`; undefined for any other expression. */
function dottedPath(node: Expression): string | undefined {
  const names: string[] = [];
  let current = node;
  while (current.kind === "attribute") {
    names.unshift(current.name);
    current = current.object;
  }
  return current.kind === "name" ? [current.name, ...names].join(".") : undefined;
}

function holds(operator: ComparisonOperator, left: Value, right: Value, work: Work): boolean {
  switch (operator) {
    case "==":
      return isEqual(left, right, work);
    case "!=":
      return !isEqual(left, right, work);
    case "<":
      return compare(left, right, work) < 0;
    case "<=":
      return compare(left, right, work) <= 0;
    case ">":
      return compare(left, right, work) > 0;
    case ">=":
      return compare(left, right, work) >= 0;
    case "in":
      return contains(right, left, work);
    case "not in":
      return !contains(right, left, work);
  }
}
