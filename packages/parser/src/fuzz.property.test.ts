import fc from "fast-check";
import { describe, it } from "vitest";
import { FUZZ_PROPERTIES } from "./testing/fuzz-properties.ts";

/** How many texts are tried here; `pnpm run fuzz` in this package tries very many more. */
const TEXTS = 3000;

describe("of every text it holds that", () => {
  for (const { says, share, property } of FUZZ_PROPERTIES) {
    it(says, async () => {
      await fc.assert(property, { numRuns: (TEXTS * share) / 100 });
    });
  }
});
