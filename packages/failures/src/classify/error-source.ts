import { statusOf } from "./evidence.ts";
import type { ErrorSource } from "./extractor.ts";
import { headersOf } from "./headers.ts";
import { layersOf } from "./layers.ts";

/** An error as extractors look at it. Never throws. */
export function errorSource(error: unknown, now: () => number): ErrorSource {
  const layers = layersOf(error);
  const answer = layers.find((layer) => statusOf(layer) !== undefined);
  const readings = new Map<unknown, unknown>();
  const source: ErrorSource = {
    error,
    layers,
    answer,
    header: headersOf(answer),
    now,
    once: (reading) => {
      if (!readings.has(reading)) readings.set(reading, reading(source));
      return readings.get(reading) as ReturnType<typeof reading>;
    },
  };
  return source;
}
