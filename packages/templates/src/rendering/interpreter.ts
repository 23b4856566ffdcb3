import { bindArguments } from "../python/arguments.ts";
import { evaluate, evaluateArguments } from "./evaluate.ts";
import type { Evaluation } from "./evaluate.ts";
import { loopRecord } from "./loop-record.ts";
import { isTruthy, iterate } from "../python/operators.ts";
import { printed } from "../printing/printing.ts";
import { Scope } from "./scope.ts";
import type { Body, Expression, Parameter, Statement, Target } from "../syntax/syntax-tree.ts";
import { isKind, markup } from "../python/value.ts";
import type { CallableValue, Value } from "../python/value.ts";

/** What one turn of a loop costs besides its body: a scope and a `loop` variable. */
const ITERATION_STEPS = 4;

type StatementOf<K extends Statement["kind"]> = Extract<Statement, { readonly kind: K }>;

/** Runs statements in order and returns the text that they print. */
export function runBody(body: Body, scope: Scope, evaluation: Evaluation): string {
  const parts: string[] = [];
  for (const statement of body) parts.push(runStatement(statement, scope, evaluation));
  return parts.join("");
}

function runStatement(statement: Statement, scope: Scope, evaluation: Evaluation): string {
  const { work } = evaluation;
  work.enter();
  work.offset = statement.offset;
  const text = run(statement, scope, evaluation);
  work.leave();
  return text;
}

function run(statement: Statement, scope: Scope, evaluation: Evaluation): string {
  const { work } = evaluation;
  switch (statement.kind) {
    case "text":
      work.produce(statement.text.length);
      return statement.text;
    case "output": {
      const value = evaluate(statement.expression, scope, evaluation);
      work.offset = statement.expression.offset;
      return printed(value, evaluation);
    }
    case "if": {
      const chosen = statement.branches.find(({ test }) => isTruthy(evaluate(test, scope, evaluation)));
      return runBody(chosen?.body ?? statement.otherwise, scope, evaluation);
    }
    case "for":
      return runLoop(statement, scope, evaluation);
    case "set":
      assign(statement.target, evaluate(statement.value, scope, evaluation), scope, evaluation);
      return "";
    case "set_block": {
      const captured = capture(runBody(statement.body, new Scope(scope), evaluation), evaluation);
      const value =
        statement.filter === undefined ? captured : filterText(statement.filter, captured, scope, evaluation);
      assign(statement.target, value, scope, evaluation);
      return "";
    }
    case "macro":
      scope.set(statement.name, closure(statement.name, statement.parameters, statement.body, scope, evaluation));
      return "";
    case "call_block":
      return runCallBlock(statement, scope, evaluation);
    case "filter_block": {
      const captured = capture(runBody(statement.body, new Scope(scope), evaluation), evaluation);
      return printed(filterText(statement.filter, captured, scope, evaluation), evaluation);
    }
    case "with": {
      const inner = new Scope(scope);
      for (const { target, value } of statement.bindings)
        assign(target, evaluate(value, scope, evaluation), inner, evaluation);
      return runBody(statement.body, inner, evaluation);
    }
    case "possible_shorthand": {
      const own = scope.find(statement.root);
      const named = own === undefined ? evaluation.lookUp(statement.root, statement.offset) : own;
      const isKnown = !isKind(named, "undefined") && !isKind(named, "callable");
      if (isKnown) return runStatement(statement.meant, scope, evaluation);
      work.produce(statement.literal.length);
      return statement.literal;
    }
  }
}

function capture(text: string, evaluation: Evaluation): Value {
  return evaluation.autoescape ? markup(text) : text;
}

/** Applies the filters of a block: the innermost one takes the text as its input. */
function filterText(node: Expression, text: Value, scope: Scope, evaluation: Evaluation): Value {
  if (node.kind !== "filter") return text;
  const input = node.input === undefined ? text : filterText(node.input, text, scope, evaluation);
  const args = evaluateArguments(node.args, scope, evaluation);
  evaluation.work.offset = node.offset;
  return evaluation.applyFilter(node.name, input, args);
}

function assign(target: Target, value: Value, scope: Scope, evaluation: Evaluation): void {
  const { work } = evaluation;
  work.offset = target.offset;
  switch (target.kind) {
    case "name":
      scope.set(target.name, value);
      return;
    case "member": {
      const namespace = scope.find(target.namespace);
      if (namespace === undefined || !isKind(namespace, "record") || namespace.name !== "namespace") {
        return work.fail("template.forbidden", "Only members of a namespace may be set.");
      }
      if (isKind(value, "callable"))
        return work.fail("template.forbidden", "A namespace may not hold what can be called.");
      namespace.members.set(target.name, value);
      return;
    }
    case "tuple": {
      const items = iterate(value, work);
      if (items.length !== target.items.length) {
        return work.fail("template.type", `There are ${items.length} values for ${target.items.length} names.`);
      }
      target.items.forEach((part, index) => assign(part, items[index] ?? null, scope, evaluation));
    }
  }
}

function runLoop(statement: StatementOf<"for">, scope: Scope, evaluation: Evaluation): string {
  const { work } = evaluation;
  const iterated = evaluate(statement.iterable, scope, evaluation);
  work.offset = statement.iterable.offset;
  const all = iterate(iterated, work);
  work.step(all.length * ITERATION_STEPS);
  const { condition } = statement;
  const items =
    condition === undefined
      ? all
      : all.filter((item) => {
          const inner = new Scope(scope);
          assign(statement.target, item, inner, evaluation);
          return isTruthy(evaluate(condition, inner, evaluation));
        });
  if (items.length === 0) return runBody(statement.otherwise, new Scope(scope), evaluation);
  const changed = { last: undefined as readonly Value[] | undefined };
  const parts = items.map((item, index) => {
    const inner = new Scope(scope);
    assign(statement.target, item, inner, evaluation);
    inner.set("loop", loopRecord(items, index, changed, work));
    return runBody(statement.body, inner, evaluation);
  });
  return parts.join("");
}

function closure(
  name: string,
  parameters: readonly Parameter[],
  body: Body,
  scope: Scope,
  evaluation: Evaluation,
  caller?: CallableValue,
): CallableValue {
  const call: CallableValue["call"] = (args) => {
    const { work } = evaluation;
    const given = new Map(args.named);
    const found = given.get("caller");
    given.delete("caller");
    const names = parameters.map((parameter) => parameter.name);
    const bound = bindArguments({ positional: args.positional, named: given }, names, name, work);
    const inner = new Scope(scope);
    const callBlock = caller ?? found;
    if (callBlock !== undefined && isKind(callBlock, "callable")) inner.set("caller", callBlock);
    for (const parameter of parameters) {
      const value = bound.get(parameter.name);
      inner.set(parameter.name, value === undefined ? fallbackOf(parameter, inner, evaluation) : value);
    }
    work.enter();
    const text = runBody(body, inner, evaluation);
    work.leave();
    return capture(text, evaluation);
  };
  return { kind: "callable", name, call };
}

function fallbackOf(parameter: Parameter, scope: Scope, evaluation: Evaluation): Value {
  if (parameter.fallback !== undefined) return evaluate(parameter.fallback, scope, evaluation);
  const { offset } = evaluation.work;
  return { kind: "undefined", path: parameter.name, strict: false, missing: "variable", offset };
}

function runCallBlock(statement: StatementOf<"call_block">, scope: Scope, evaluation: Evaluation): string {
  const { work } = evaluation;
  const callee = evaluate(statement.call.callee, scope, evaluation);
  const args = evaluateArguments(statement.call.args, scope, evaluation);
  work.offset = statement.call.offset;
  if (!isKind(callee, "callable")) return work.fail("template.type", "A macro is needed here.");
  const caller = closure("caller", statement.parameters, statement.body, scope, evaluation);
  const result = callee.call({ positional: args.positional, named: new Map([...args.named, ["caller", caller]]) });
  return printed(result, evaluation);
}
