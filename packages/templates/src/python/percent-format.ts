import { codePoints } from "./code-points.ts";
import { escapeHtml } from "../printing/escape-html.ts";
import { mappingOf, numberOf, unwrap } from "./operators.ts";
import { plainText } from "../printing/plain-text.ts";
import { pythonRepr } from "./python-text.ts";
import { isKind, markup, textOf, typeName } from "./value.ts";
import type { Value } from "./value.ts";
import type { Work } from "../rendering/work.ts";

// Every repetition is bounded, so that no text makes the search take more than its length in time.
const SPECIFIER = /%(?:\(([^)]{0,200})\))?([-+ 0#]{0,5})(\d{1,9})?(?:\.(\d{1,9}))?([a-zA-Z%])/g;
const MAXIMUM_PRECISION = 100;

/** Python's `text % values`: `%s`, `%r`, `%d`, `%i`, `%f`, `%e`, `%x`, `%o`, `%%`, with flags, width, precision and names. */
export function percentFormat(format: Value, values: Value, work: Work): Value {
  const source = textOf(format) ?? "";
  const isMarkup = isKind(format, "markup");
  const queue = isKind(values, "list") && values.tuple ? [...values.items] : [values];
  // Python counts only the values of a tuple, and a single text or number.
  const isCounted = typeof unwrap(values) !== "object" || (isKind(values, "list") && values.tuple);
  let used = 0;
  const text = source.replace(
    SPECIFIER,
    (
      _: string,
      name: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      type: string,
    ) => {
      if (type === "%") return "%";
      const value = name === undefined ? queue[used++] : mappingOf(unwrap(values), work)?.get(`s${name}`)?.[1];
      if (value === undefined) return work.fail("template.type", "There is no value for a place in the format.");
      const raw = convert(unwrap(value), type, flags, precision === undefined ? undefined : Number(precision), work);
      return pad(isMarkup && !isKind(value, "markup") ? escapeHtml(raw) : raw, flags, Number(width ?? "0"), work);
    },
  );
  if (isCounted && used < queue.length)
    return work.fail("template.type", "There are more values than places in the format.");
  work.produce(text.length);
  return isMarkup ? markup(text) : text;
}

function convert(value: Value, type: string, flags: string, precision: number | undefined, work: Work): string {
  if (type === "s" || type === "r") {
    const text = type === "s" ? plainText(value, work) : pythonRepr(value, work);
    return precision === undefined ? text : codePoints(text).slice(0, precision).join("");
  }
  const number = numberOf(value);
  if (number === undefined)
    return work.fail("template.type", `'%${type}' needs a number, not a value of type ${typeName(value)}.`);
  const digits = precision ?? 6;
  if (digits > MAXIMUM_PRECISION) return work.fail("template.type", "The precision is too large.");
  const sign = number < 0 || Object.is(number, -0) ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  return sign + unsigned(Math.abs(number), type, digits, work);
}

function unsigned(number: number, type: string, digits: number, work: Work): string {
  switch (type) {
    case "d":
    case "i":
      return BigInt(Math.trunc(number)).toString();
    case "x":
      return BigInt(Math.trunc(number)).toString(16);
    case "o":
      return BigInt(Math.trunc(number)).toString(8);
    case "f":
      return fixedText(number, digits);
    case "e":
      return number.toExponential(digits).replace(/e([-+])(\d)$/, "e$10$2");
    default:
      return work.fail("template.unsupported", `The format '%${type}' is not supported.`);
  }
}

/** A number with a fixed count of digits after the point, never with an exponent, rounded as Python rounds. */
export function fixedText(number: number, digits: number): string {
  if (Math.abs(number) < 1e21) return isTie(number, digits) ? toEven(number, digits) : number.toFixed(digits);
  const whole = BigInt(number).toString();
  return digits === 0 ? whole : `${whole}.${"0".repeat(digits)}`;
}

/** Tells whether a number lies exactly between two of the given precision. */
function isTie(number: number, digits: number): boolean {
  if (digits >= MAXIMUM_PRECISION) return false;
  const exact = number.toFixed(MAXIMUM_PRECISION);
  return /^50*$/.test(exact.slice(exact.indexOf(".") + 1 + digits));
}

// JavaScript rounds a tie away from zero; Python goes to the even digit, which is then one step back towards zero.
function toEven(number: number, digits: number): string {
  const exact = number.toFixed(MAXIMUM_PRECISION);
  const end = exact.indexOf(".") + (digits === 0 ? 0 : 1 + digits);
  const lower = exact.slice(0, end);
  return Number(lower.at(-1)) % 2 === 0 ? lower : number.toFixed(digits);
}

function pad(text: string, flags: string, width: number, work: Work): string {
  if (text.length >= width) return text;
  work.produce(width);
  if (flags.includes("-")) return text.padEnd(width);
  if (!flags.includes("0")) return text.padStart(width);
  const sign = /^[-+ ]/.exec(text)?.[0] ?? "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}
