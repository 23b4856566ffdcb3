import type { Json, JsonObject } from "@perdure/crate";
import type { ValidateFunction } from "ajv";

/** One way in which a value does not fit a schema: the place, as a JSON pointer, and the rule. */
export interface SchemaViolation {
  readonly path: string;
  readonly message: string;
}
const MOST_KEPT = 200;
const compiled = new Map<string, Promise<ValidateFunction>>();

/** What is wrong with a value against a JSON Schema; empty when it fits. Compiled schemas are kept for the next leaf. */
export async function schemaViolations(schema: JsonObject, value: Json): Promise<readonly SchemaViolation[]> {
  const key = JSON.stringify(schema);
  const validate = compiled.get(key) ?? compile(schema);
  compiled.delete(key);
  compiled.set(key, validate);
  const [oldest] = compiled.keys();
  if (compiled.size > MOST_KEPT && oldest !== undefined) compiled.delete(oldest);
  const fits = await validate;
  if (fits(value)) return [];
  return (fits.errors ?? []).map(({ instancePath, message, params }) => ({
    path: instancePath,
    message: `${message ?? "does not fit"}${allowedText(params)}`,
  }));
}

async function compile(schema: JsonObject): Promise<ValidateFunction> {
  const [{ Ajv2020 }, formats] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (formats.default as unknown as (target: typeof ajv) => void)(ajv);
  // The language's times may be without a zone, and models write them so.
  for (const name of ["time", "date-time"]) ajv.addFormat(name, ajv.formats[`iso-${name}`] ?? true);
  return ajv.compile(schema);
}

function allowedText(params: Record<string, unknown>): string {
  const allowed = params["allowedValues"];
  return Array.isArray(allowed) ? `: ${allowed.map(String).join(", ")}` : "";
}
