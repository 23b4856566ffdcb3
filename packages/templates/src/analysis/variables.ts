import { GLOBAL_NAMES } from "../python/global-functions.ts";
import { guardsWhenFalse, guardsWhenTrue, joined, readingOf } from "./guards.ts";
import type { Guard } from "./guards.ts";
import type { ArgumentNodes, Body, Expression, Parameter, Statement, Target } from "../syntax/syntax-tree.ts";
import type { TemplateVariable } from "../template.ts";

/** What a name of the template stands for: a value of the context, or an item of one. */
type Origin = Pick<TemplateVariable, "root" | "path">;

/** What is known at one place of a template: the names that it defines itself, with what they stand for, and the values known to be there. */
interface Place {
  readonly bound: Map<string, Origin | undefined>;
  /** The place around it, whose names are seen from here too. */
  readonly around?: Place | undefined;
  readonly guards: readonly Guard[];
}

/** Filters that answer for an absent value. */
const ABSENCE_FILTERS: ReadonlySet<string> = new Set(["default", "d"]);

/** Finds every reading of a name that the template does not define itself, in the order of the text. */
export function findVariables(body: Body): {
  readonly variables: readonly TemplateVariable[];
  readonly possibleVariables: readonly TemplateVariable[];
  readonly derivedVariables: readonly TemplateVariable[];
  readonly definedNames: ReadonlySet<string>;
} {
  const finder = new VariableFinder();
  finder.walkBody(body, { bound: new Map([...GLOBAL_NAMES].map((name) => [name, undefined])), guards: [] });
  const inOrder = (found: readonly TemplateVariable[]) => found.toSorted((a, b) => a.offset - b.offset);
  return {
    variables: inOrder(finder.certain),
    possibleVariables: inOrder(finder.possible),
    derivedVariables: inOrder(finder.derived),
    definedNames: finder.defined,
  };
}

class VariableFinder {
  readonly certain: TemplateVariable[] = [];
  readonly possible: TemplateVariable[] = [];
  readonly derived: TemplateVariable[] = [];
  readonly defined = new Set<string>();
  #found = this.certain;

  walkBody(body: Body, place: Place): void {
    for (const statement of body) this.#walkStatement(statement, place);
  }

  #walkStatement(statement: Statement, place: Place): void {
    switch (statement.kind) {
      case "text":
        return;
      case "output":
        return this.#walk(statement.expression, place);
      case "if": {
        let guards = place.guards;
        for (const { test, body } of statement.branches) {
          this.#walk(test, { ...place, guards }, true);
          this.walkBody(body, { ...place, guards: joined(guards, guardsWhenTrue(test)) });
          guards = joined(guards, guardsWhenFalse(test));
        }
        return this.walkBody(statement.otherwise, { ...place, guards });
      }
      case "for": {
        this.#walk(statement.iterable, place);
        this.#define(namesOf(statement.target));
        const inner = inside(place, [...namesOf(statement.target), "loop"]);
        if (statement.target.kind === "name") {
          inner.bound.set(statement.target.name, itemOf(statement.iterable, place));
        }
        if (statement.condition !== undefined) this.#walk(statement.condition, inner, true);
        this.walkBody(statement.body, inner);
        return this.walkBody(statement.otherwise, inside(place, []));
      }
      case "set":
        this.#walk(statement.value, place);
        this.#define(namesOf(statement.target));
        return bind(statement.target, place, originOf(statement.value, place));
      case "set_block":
        if (statement.filter !== undefined) this.#walk(statement.filter, place);
        this.walkBody(statement.body, inside(place, []));
        this.#define(namesOf(statement.target));
        return bind(statement.target, place);
      case "macro":
        this.#define([statement.name]);
        place.bound.set(statement.name, undefined);
        return this.#walkCallable(statement.parameters, statement.body, [...CALLER], place);
      case "call_block":
        this.#walk(statement.call, place);
        return this.#walkCallable(statement.parameters, statement.body, [], place);
      case "filter_block":
        this.#walk(statement.filter, place);
        return this.walkBody(statement.body, inside(place, []));
      case "with": {
        for (const { value } of statement.bindings) this.#walk(value, place);
        const names = statement.bindings.flatMap(({ target }) => namesOf(target));
        this.#define(names);
        const inner = inside(place, names);
        for (const { target, value } of statement.bindings) {
          if (target.kind === "name") inner.bound.set(target.name, originOf(value, place));
        }
        return this.walkBody(statement.body, inner);
      }
      case "possible_shorthand":
        this.#found = this.possible;
        this.#walkStatement(statement.meant, place);
        this.#found = this.certain;
        return;
    }
  }

  #define(names: readonly string[]): void {
    for (const name of names) this.defined.add(name);
  }

  #walkCallable(parameters: readonly Parameter[], body: Body, names: readonly string[], place: Place): void {
    this.#define(parameters.map(({ name }) => name));
    for (const { fallback } of parameters) if (fallback !== undefined) this.#walk(fallback, place);
    this.walkBody(body, inside(place, [...names, ...parameters.map(({ name }) => name)]));
  }

  /** `safe` is true where an absent value does no harm: it is only asked whether it is there, or equal to something. */
  #walk(node: Expression, place: Place, safe = false, filters: readonly string[] = []): void {
    const reading = readingOf(node);
    if (reading !== undefined) {
      for (const index of reading.indexes) this.#walk(index, place);
      const { root, path, offset } = reading;
      const scope = scopeOf(place, root);
      const origin = scope?.bound.get(root);
      if (scope !== undefined && origin === undefined) return;
      const optional = safe || place.guards.some((guard) => covers(guard, reading));
      if (origin === undefined) this.#found.push({ root, path, offset, optional, filters });
      else this.derived.push({ root: origin.root, path: [...origin.path, ...path], offset, optional, filters });
      return;
    }
    switch (node.kind) {
      case "literal":
      case "name":
        return;
      case "attribute":
        return this.#walk(node.object, place);
      case "item":
        this.#walk(node.object, place);
        return this.#walk(node.index, place);
      case "slice":
        this.#walk(node.object, place);
        for (const bound of node.bounds) if (bound !== null) this.#walk(bound, place);
        return;
      case "call":
        this.#walk(node.callee, place);
        return this.#walkArguments(node.args, place);
      case "filter": {
        const answers = ABSENCE_FILTERS.has(node.name);
        if (node.input !== undefined) this.#walk(node.input, place, answers, [node.name, ...filters]);
        return this.#walkArguments(node.args, place);
      }
      case "test":
        this.#walk(
          node.input,
          place,
          node.name === "defined" || node.name === "undefined" || node.name === "none" || safe,
        );
        return this.#walkArguments(node.args, place);
      case "not":
        return this.#walk(node.operand, place, true);
      case "negative":
      case "positive":
        return this.#walk(node.operand, place);
      case "arithmetic":
        this.#walk(node.left, place);
        return this.#walk(node.right, place);
      case "comparison": {
        const isEquality = node.rest.every(({ operator }) => operator === "==" || operator === "!=");
        this.#walk(node.first, place, isEquality);
        for (const { operand } of node.rest) this.#walk(operand, place, isEquality);
        return;
      }
      case "and":
        this.#walk(node.left, place, safe);
        return this.#walk(node.right, { ...place, guards: joined(place.guards, guardsWhenTrue(node.left)) }, safe);
      case "or":
        this.#walk(node.left, place, true);
        return this.#walk(node.right, { ...place, guards: joined(place.guards, guardsWhenFalse(node.left)) }, safe);
      case "concat":
        for (const part of node.parts) this.#walk(part, place);
        return;
      case "conditional":
        this.#walk(node.test, place, true);
        this.#walk(node.value, { ...place, guards: joined(place.guards, guardsWhenTrue(node.test)) }, safe);
        if (node.otherwise === undefined) return;
        return this.#walk(node.otherwise, { ...place, guards: joined(place.guards, guardsWhenFalse(node.test)) }, safe);
      case "list":
        for (const item of node.items) this.#walk(item, place);
        return;
      case "dict":
        for (const { key, value } of node.entries) {
          this.#walk(key, place);
          this.#walk(value, place);
        }
    }
  }

  #walkArguments(args: ArgumentNodes, place: Place): void {
    for (const argument of args.positional) this.#walk(argument, place);
    for (const { value } of args.named) this.#walk(value, place);
  }
}

const CALLER: readonly string[] = ["caller"];

// What is there makes what it is part of be there, and what is read below it is then not read of nothing.
function covers(guard: Guard, reading: Guard): boolean {
  if (guard.root !== reading.root) return false;
  const shared = Math.min(guard.path.length, reading.path.length);
  return guard.path.every((name, index) => index >= shared || reading.path[index] === name);
}

function inside(place: Place, names: readonly string[]): Place {
  const bound = new Map(names.map((name) => [name, undefined] as const));
  return { bound, around: place, guards: place.guards.filter(({ root }) => !bound.has(root)) };
}

/** The place that a name is of: the innermost one that defines it. */
function scopeOf(place: Place, name: string): Place | undefined {
  for (let at: Place | undefined = place; at !== undefined; at = at.around) if (at.bound.has(name)) return at;
  return undefined;
}

function bind(target: Target, place: Place, origin?: Origin): void {
  // A name that is set more than once may stand for any of its values.
  const only = target.kind === "name" && scopeOf(place, target.name) === undefined ? origin : undefined;
  for (const name of namesOf(target)) place.bound.set(name, only);
}

/** Filters that give some of the items of a list, or all in another order. */
const ITEM_KEEPING_FILTERS: ReadonlySet<string> = new Set([
  "list",
  "reject",
  "rejectattr",
  "reverse",
  "select",
  "selectattr",
  "sort",
  "unique",
]);

/** Beyond this a path is no field of anything: loops over one another's items must not grow it without end. */
const LONGEST_PATH = 50;

/** The value of the context that an expression is; undefined for anything else. */
function originOf(node: Expression, place: Place): Origin | undefined {
  const reading = readingOf(node);
  if (reading === undefined || reading.indexes.length > 0 || reading.path.includes(ITEM)) return undefined;
  const { root, path } = reading;
  const scope = scopeOf(place, root);
  if (scope === undefined) return { root, path };
  const origin = scope.bound.get(root);
  if (origin === undefined || origin.path.length + path.length > LONGEST_PATH) return undefined;
  return { root: origin.root, path: [...origin.path, ...path] };
}

/** What the items of an expression are, where it is a list of the context. */
function itemOf(node: Expression, place: Place): Origin | undefined {
  if (node.kind === "filter" && ITEM_KEEPING_FILTERS.has(node.name) && node.input !== undefined) {
    return itemOf(node.input, place);
  }
  if (node.kind === "slice") return itemOf(node.object, place);
  const origin = originOf(node, place);
  return origin === undefined ? undefined : { root: origin.root, path: [...origin.path, ITEM] };
}

/** The member of a list that stands for each of its items. */
const ITEM = "[]";

function namesOf(target: Target): readonly string[] {
  if (target.kind === "name") return [target.name];
  return target.kind === "tuple" ? target.items.flatMap(namesOf) : [];
}
