import { CATEGORIES } from "@perdure/failures";
import { DECIDERS } from "./decisions.mjs";

const HELPS = { helps: true, does_not_help: false };

/** Whether a decision is what the provider's page says; undefined where its pages dispute it. */
export function isRight(fixture, repeats) {
  const helps = HELPS[fixture.documented.repeat];
  return helps === undefined ? undefined : helps === repeats;
}

/**
 * The measured rows counted: for each category of failure, in all, and apart from them the disputed ones. `right` (of disputed ones:
 * `repeated`) is in the order of the deciders.
 */
export function tally(rows) {
  const settled = rows.filter(({ fixture }) => fixture.documented.repeat !== "disputed");
  const disputed = rows.filter((row) => !settled.includes(row));
  const byCategory = CATEGORIES.map((category) => ({
    name: category,
    ...count(settled.filter(({ fixture }) => fixture.expected.category === category)),
  }));
  return {
    categories: byCategory.filter(({ failures }) => failures > 0),
    total: count(settled),
    disputed: {
      failures: disputed.length,
      repeated: DECIDERS.map((_, index) => disputed.filter(({ repeats }) => repeats[index]).length),
    },
  };
}

function count(rows) {
  return {
    failures: rows.length,
    helps: rows.filter(({ fixture }) => fixture.documented.repeat === "helps").length,
    right: DECIDERS.map((_, index) => rows.filter(({ fixture, repeats }) => isRight(fixture, repeats[index])).length),
  };
}
