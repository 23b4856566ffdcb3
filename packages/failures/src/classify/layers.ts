import { asList, readMember, readString } from "../read-value.ts";

const MAXIMUM_LAYERS = 16;

/**
 * An error and what it was caused by, outermost first. A retry wrapper is followed to its last error, an aggregate to
 * its members. Cycles and endless chains are cut.
 */
export function layersOf(error: unknown): readonly unknown[] {
  const layers: unknown[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && layers.length < MAXIMUM_LAYERS) {
    const layer = waiting.shift();
    if (layer === undefined || layer === null || layers.includes(layer)) continue;
    layers.push(layer);
    const last = readString(layer, "name") === "AI_RetryError" ? readMember(layer, "lastError") : undefined;
    if (last === undefined) waiting.push(readMember(layer, "cause"), ...asList(readMember(layer, "errors")));
    else waiting.push(last);
  }
  return layers;
}
