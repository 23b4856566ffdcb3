import { fieldShape, isArray, member } from "./content-view.ts";
import { floatText, integerText } from "../python/number-text.ts";
import { ANY_SHAPE } from "../shape.ts";
import type { Json, Shape } from "../shape.ts";
import type { Work } from "../rendering/work.ts";

/** Writes JSON with two-space indentation, numbers by their declared type: a `number` of 5 is written `5.0`. */
export function jsonText(json: Json, shape: Shape, work: Work): string {
  return write(json, shape, "\n", work);
}

function write(json: Json, shape: Shape, newline: string, work: Work): string {
  if (json === null || typeof json === "boolean") return String(json);
  if (typeof json === "number") return numberJson(json, shape);
  if (typeof json === "string") {
    work.produce(json.length + 2);
    return JSON.stringify(json);
  }
  work.enter();
  const inner = `${newline}  `;
  const array = isArray(json);
  const parts = array
    ? json.map((item) => write(item, itemShape(shape), inner, work))
    : Object.keys(json).map((name) => {
        const value = write(member(json, name) ?? null, memberShape(shape, name), inner, work);
        return `${JSON.stringify(name)}: ${value}`;
      });
  work.leave();
  work.produce(parts.length * inner.length);
  const [open, close] = array ? ["[", "]"] : ["{", "}"];
  return parts.length === 0 ? `${open}${close}` : `${open}${inner}${parts.join(`,${inner}`)}${newline}${close}`;
}

function itemShape(shape: Shape): Shape {
  return shape.kind === "list" ? shape.item : ANY_SHAPE;
}

function memberShape(shape: Shape, name: string): Shape {
  return shape.kind === "list" && name === "items" ? shape : fieldShape(shape, name);
}

function numberJson(value: number, shape: Shape): string {
  if (!Number.isFinite(value)) return "null";
  return shape.kind === "number" || !Number.isInteger(value) ? floatText(value) : integerText(value);
}
