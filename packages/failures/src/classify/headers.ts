import { asList, memberNames, readMember } from "../read-value.ts";

/** Reads one header by its lower-case name. */
export type HeaderReader = (name: string) => string | undefined;

/** The headers that an error carries: a Headers object or a plain record, on the error or on its response. */
export function headersOf(layer: unknown): HeaderReader {
  const response = readMember(layer, "response") ?? readMember(layer, "rawResponse") ?? readMember(layer, "$response");
  const sources = ["responseHeaders", "headers"].flatMap((name) => [
    readMember(layer, name),
    readMember(response, name),
  ]);
  return (name) => {
    for (const source of sources) {
      const value = readHeader(source, name);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

function readHeader(source: unknown, name: string): string | undefined {
  const get = readMember(source, "get");
  if (typeof get === "function") {
    try {
      const value: unknown = Reflect.apply(get, source, [name]);
      return typeof value === "string" ? value : undefined;
    } catch {
      return undefined;
    }
  }
  const key = memberNames(source).find((candidate) => candidate.toLowerCase() === name);
  if (key === undefined) return undefined;
  const value = readMember(source, key);
  const first = asList(value)[0] ?? value;
  return typeof first === "string" ? first : typeof first === "number" ? String(first) : undefined;
}
