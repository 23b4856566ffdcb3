import type { Json, Shape } from "../shape.ts";

/** A Python float: what prints with `.0` when it is whole. Plain JavaScript numbers are Python integers. */
export interface FloatValue {
  readonly kind: "float";
  readonly value: number;
}

/** Text that is already safe HTML. */
interface MarkupValue {
  readonly kind: "markup";
  readonly text: string;
}

/** The result of reading what is not there. A strict one may be asked about, but neither printed nor computed with. */
export interface UndefinedValue {
  readonly kind: "undefined";
  readonly path: string;
  readonly strict: boolean;
  readonly missing: "variable" | "attribute";
  readonly offset: number;
}

/** A Python list or tuple built by a template. */
interface ListValue {
  readonly kind: "list";
  readonly items: readonly Value[];
  readonly tuple: boolean;
  /** Names by which the items of a tuple may be read too. */
  readonly names?: readonly string[];
}

/** A Python dict built by a template, keyed by `dictKey` of each key. */
interface DictValue {
  readonly kind: "dict";
  readonly entries: ReadonlyMap<string, readonly [Value, Value]>;
}

/** Arguments of a call, evaluated. */
export interface CallArguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/** Something a template may call: a macro, a global function, a read-only method. */
export interface CallableValue {
  readonly kind: "callable";
  readonly name: string;
  readonly call: (args: CallArguments) => Value;
}

/** Named members: a `namespace()` (which `set` may write) or the `loop` variable. */
export interface RecordValue {
  readonly kind: "record";
  readonly name: "namespace" | "loop";
  readonly members: Map<string, Value>;
}

/** What a stuff says of itself under its four visible underscore names. */
interface StuffFacts {
  readonly name: string;
  readonly concept: string;
  readonly stuffCode: string | null;
}

/** A view of JSON data that was given to the template, with its declared shape and its path in the context. */
export interface ContentValue {
  readonly kind: "content";
  readonly json: readonly Json[] | { readonly [key: string]: Json };
  readonly shape: Shape;
  readonly path: string;
  readonly facts?: StuffFacts;
}

/** Every value that a template computes with. */
export type Value =
  | null
  | boolean
  | number
  | string
  | FloatValue
  | MarkupValue
  | UndefinedValue
  | ListValue
  | DictValue
  | CallableValue
  | RecordValue
  | ContentValue;

/** Makes a Python float. */
export function float(value: number): FloatValue {
  return { kind: "float", value };
}

/** Marks text as safe HTML. */
export function markup(text: string): MarkupValue {
  return { kind: "markup", text };
}

/** Makes a Python list. */
export function list(items: readonly Value[]): ListValue {
  return { kind: "list", items, tuple: false };
}

/** Makes a Python tuple. */
export function tuple(items: readonly Value[]): ListValue {
  return { kind: "list", items, tuple: true };
}

/** Tells whether a value is an object of one kind. */
export function isKind<K extends Exclude<Value, null | boolean | number | string>["kind"]>(
  value: Value,
  kind: K,
): value is Extract<Value, { readonly kind: K }> {
  return typeof value === "object" && value !== null && value.kind === kind;
}

/** The text of a string or of safe HTML, and undefined of anything else. */
export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return isKind(value, "markup") ? value.text : undefined;
}

/** The Python name of a value's type, for messages. */
export function typeName(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return "int";
  if (typeof value === "string") return "str";
  if (value.kind === "list") return value.tuple ? "tuple" : "list";
  return value.kind === "record" ? value.name : value.kind;
}
