import { arithmetic } from "../python/arithmetic.ts";
import { attributeGetter } from "./attribute-getter.ts";
import { exactInteger, iterate, numberOf, numeric, unwrap } from "../python/operators.ts";
import { fixedText } from "../python/percent-format.ts";
import { refuseUndefined } from "../python/python-text.ts";
import { float, isKind, textOf, typeName } from "../python/value.ts";
import type { Value } from "../python/value.ts";
import type { Work } from "../rendering/work.ts";
import { filter } from "./filter.ts";
import type { Filter } from "./filter.ts";

const MAXIMUM_DIGITS = 100;
const UNITS = ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
const BINARY_UNITS = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"];

/** The filters that make numbers. */
export const NUMBER_FILTERS: ReadonlyMap<string, Filter> = new Map([
  filter("abs", [], (value, _, { work }) =>
    numeric(Math.abs(needNumber(value, work)), isKind(unwrap(value), "float"), work),
  ),
  filter("int", ["default", "base"], (value, args, { work }) => {
    const plain = unwrap(value);
    if (isKind(plain, "undefined") && plain.strict) return refuseUndefined(plain, work);
    const fallback = args.get("default") ?? 0;
    const number = numberOf(plain);
    if (number !== undefined) return Number.isFinite(number) ? exactInteger(Math.trunc(number), work) : fallback;
    const parsed = parseInteger(textToParse(plain, work), args.integer("base", 10));
    return parsed === undefined ? fallback : exactInteger(parsed, work);
  }),
  filter("float", ["default"], (value, args, { work }) => {
    const plain = unwrap(value);
    if (isKind(plain, "undefined") && plain.strict) return refuseUndefined(plain, work);
    const number = numberOf(plain) ?? parseFloatText(textToParse(plain, work));
    return number === undefined ? (args.get("default") ?? float(0)) : float(number);
  }),
  filter("round", ["precision", "method"], (value, args, { work }) => {
    const number = needNumber(value, work);
    const precision = args.integer("precision", 0);
    if (Math.abs(precision) > MAXIMUM_DIGITS) return work.fail("template.type", "The precision is too large.");
    const method = args.text("method", "common");
    if (method === "common") return roundCommon(value, number, precision, work);
    if (method !== "ceil" && method !== "floor")
      return work.fail("template.type", "The method must be common, ceil or floor.");
    const scale = 10 ** precision;
    return float((method === "ceil" ? Math.ceil(number * scale) : Math.floor(number * scale)) / scale);
  }),
  filter("sum", ["attribute", "start"], (value, args, { work }) => {
    const get = attributeGetter(args.get("attribute") ?? null, work);
    return iterate(value, work).reduce<Value>(
      (sum, item) => arithmetic("+", sum, get(item), work),
      args.get("start") ?? 0,
    );
  }),
  filter("filesizeformat", ["binary"], (value, args, { work }) => {
    const bytes = numberOf(value) ?? parseFloatText(textToParse(unwrap(value), work)) ?? needNumber(value, work);
    const isBinary = args.flag("binary", false);
    const base = isBinary ? 1024 : 1000;
    if (bytes === 1) return "1 Byte";
    if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
    const units = isBinary ? BINARY_UNITS : UNITS;
    const power = Math.min(
      units.length,
      Math.max(1, units.findIndex((_, index) => bytes < base ** (index + 2)) + 1 || units.length),
    );
    return `${(bytes / base ** power).toFixed(1)} ${units[power - 1] ?? ""}`;
  }),
]);

function needNumber(value: Value, work: Work): number {
  const plain = unwrap(value);
  if (isKind(plain, "undefined")) return refuseUndefined(plain, work);
  return numberOf(plain) ?? work.fail("template.type", `A number is needed, not a value of type ${typeName(plain)}.`);
}

// Python rounds an integer to an integer, and a float to a float with ties to the even neighbour.
function roundCommon(value: Value, number: number, precision: number, work: Work): Value {
  const isFloat = isKind(unwrap(value), "float");
  if (!Number.isFinite(number)) return float(number);
  if (precision >= 0) return isFloat ? float(Number(fixedText(number, precision))) : exactInteger(number, work);
  const scale = 10 ** -precision;
  const quotient = number / scale;
  const floor = Math.floor(quotient);
  const rest = quotient - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  return numeric(rounded * scale, isFloat, work);
}

function textToParse(value: Value, work: Work): string {
  const text = textOf(value) ?? "";
  work.produce(text.length);
  return text.trim();
}

function parseInteger(text: string, base: number): number | undefined {
  if (base !== 10) {
    const digits = text.replace(/^([-+]?)0[xXoObB]/, "$1");
    const number = base >= 2 && base <= 36 ? Number.parseInt(digits, base) : Number.NaN;
    return Number.isNaN(number) ? undefined : number;
  }
  const number = parseFloatText(text);
  return number === undefined || !Number.isFinite(number) ? undefined : Math.trunc(number);
}

function parseFloatText(text: string): number | undefined {
  if (!/^[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?$/.test(text.trim())) return undefined;
  return Number(text.replaceAll("_", ""));
}
