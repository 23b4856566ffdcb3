import { numberOf, numeric, sameSort, sequenceOf, unwrap } from "./operators.ts";
import { escapeHtml } from "../printing/escape-html.ts";
import { percentFormat } from "./percent-format.ts";
import { plainText } from "../printing/plain-text.ts";
import { refuseUndefined } from "./python-text.ts";
import { float, isKind, markup, textOf, typeName } from "./value.ts";
import type { Value } from "./value.ts";
import type { Work } from "../rendering/work.ts";

/** The arithmetic operators of templates. */
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**";

/** Computes what Python computes for two operands, or refuses. */
export function arithmetic(operator: ArithmeticOperator, left: Value, right: Value, work: Work): Value {
  const a = unwrap(left);
  const b = unwrap(right);
  for (const value of [a, b]) if (isKind(value, "undefined")) refuseUndefined(value, work);
  const number = numberOf(a);
  const other = numberOf(b);
  if (number !== undefined && other !== undefined) {
    return onNumbers(operator, number, other, isKind(a, "float") || isKind(b, "float"), work);
  }
  if (operator === "+") return joined(a, b, work);
  if (operator === "*") return repeated(a, b, work);
  if (operator === "%" && textOf(a) !== undefined) return percentFormat(a, b, work);
  return refuse(operator, a, b, work);
}

function refuse(operator: string, left: Value, right: Value, work: Work): never {
  const types = `${typeName(left)} and ${typeName(right)}`;
  return work.fail("template.type", `'${operator}' is not possible between values of type ${types}.`);
}

function onNumbers(operator: ArithmeticOperator, a: number, b: number, isFloat: boolean, work: Work): Value {
  switch (operator) {
    case "+":
      return numeric(a + b, isFloat, work);
    case "-":
      return numeric(a - b, isFloat, work);
    case "*":
      return numeric(a * b, isFloat, work);
    case "**":
      if (b < 0 && a === 0) return divisionByZero(work);
      if (a < 0 && !Number.isInteger(b)) return work.fail("template.arithmetic", "The power is not a real number.");
      return numeric(a ** b, isFloat || b < 0, work);
    default:
      break;
  }
  if (b === 0) return divisionByZero(work);
  if (operator === "/") return float(a / b);
  if (operator === "//") return numeric(Math.floor(a / b), isFloat, work);
  const rest = a % b;
  return numeric(rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest, isFloat, work);
}

function divisionByZero(work: Work): never {
  return work.fail("template.arithmetic", "Division by zero.");
}

function joined(a: Value, b: Value, work: Work): Value {
  const text = textOf(a);
  const other = textOf(b);
  if (text !== undefined && other !== undefined) {
    if (typeof a === "string" && typeof b === "string") {
      work.produce(a.length + b.length);
      return a + b;
    }
    return concatenate([a, b], work, true);
  }
  const items = sequenceOf(a, work);
  const others = sequenceOf(b, work);
  if (items === undefined || others === undefined) return refuse("+", a, b, work);
  work.step(items.length + others.length);
  return sameSort(a, [...items, ...others]);
}

function repeated(a: Value, b: Value, work: Work): Value {
  const [value, counted] = numberOf(b) === undefined ? [b, a] : [a, b];
  const count = numberOf(counted);
  if (count === undefined || isKind(counted, "float")) return refuse("*", a, b, work);
  const times = Math.max(0, count);
  const text = textOf(value);
  if (text !== undefined) {
    work.produce(text.length * times);
    return isKind(value, "markup") ? markup(text.repeat(times)) : text.repeat(times);
  }
  const items = sequenceOf(value, work);
  if (items === undefined) return refuse("*", a, b, work);
  work.step(items.length * times);
  return sameSort(
    value,
    Array.from({ length: items.length * times }, (_, index) => items[index % items.length] ?? null),
  );
}

/** Joins values as texts. Where safety counts and one of them is safe HTML, the others are escaped and the whole is safe. */
export function concatenate(values: readonly Value[], work: Work, keepsSafety: boolean): Value {
  const texts = values.map((value) => plainText(value, work));
  if (!keepsSafety || !values.some((value) => isKind(value, "markup"))) return texts.join("");
  return markup(
    texts.map((text, index) => (isKind(values[index] ?? null, "markup") ? text : escapeHtml(text))).join(""),
  );
}

/** Changes the sign of a number. */
export function negative(value: Value, work: Work): Value {
  const plain = unwrap(value);
  if (isKind(plain, "undefined")) refuseUndefined(plain, work);
  const number = numberOf(plain);
  if (number === undefined) return work.fail("template.type", `A value of type ${typeName(plain)} has no negative.`);
  return numeric(-number, isKind(plain, "float"), work);
}
