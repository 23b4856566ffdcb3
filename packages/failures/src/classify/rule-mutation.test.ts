import { describe, expect, it } from "vitest";
import { CLASSIFIER } from "../all/index.ts";
import { PROVIDERS } from "../providers/index.ts";
import { providerExtractor } from "../providers/provider-extractor.ts";
import type { ProviderParts } from "../providers/provider-extractor.ts";
import { FAILURE_FIXTURES } from "../testing/failure-fixtures.ts";
import { fixtureContext, fixtureError } from "../testing/fixture-error.ts";
import { createClassifier } from "./classifier.ts";
import type { Evidence } from "./evidence.ts";
import type { Extractor } from "./extractor.ts";
import { mutantsOf } from "./rule-mutants.fixture.ts";
import type { RuleMutant } from "./rule-mutants.fixture.ts";
import { matchesRule } from "./matches-rule.ts";
import type { Rule } from "./rule.ts";

interface Known {
  readonly evidence: Evidence;
  readonly rule: string | undefined;
  readonly verdict: string;
}

const verdictOf = (rule: Rule | undefined): string => JSON.stringify(rule?.then ?? "none");
const known: readonly Known[] = FAILURE_FIXTURES.flatMap((fixture) => {
  const { evidence, rule } = CLASSIFIER.decide(fixtureError(fixture, "fetch"), fixtureContext(fixture));
  return evidence === undefined ? [] : [{ evidence, rule: rule?.id, verdict: verdictOf(rule) }];
});

/** Whether some fixture gets another verdict when the rule at this place is exchanged for the mutant's. */
function isNoticed(place: number, { rule }: RuleMutant): boolean {
  const before = CLASSIFIER.rules.slice(0, place);
  const after = CLASSIFIER.rules.slice(place + 1);
  const rules = [...before, ...(rule === undefined ? [] : [rule]), ...after];
  return known.some(
    ({ evidence, verdict }) => verdictOf(rules.find(({ when }) => matchesRule(when, evidence))) !== verdict,
  );
}

describe("a mutation of the rules", () => {
  const mutants = CLASSIFIER.rules.flatMap((rule, place) => mutantsOf(rule).map((mutant) => ({ place, mutant })));
  const survivors = mutants.filter(({ place, mutant }) => !isNoticed(place, mutant)).map(({ mutant }) => mutant.name);

  it("is noticed by a fixture: at least nine of ten, of all", () => {
    expect(mutants.length).toBeGreaterThan(500);
    expect(1 - survivors.length / mutants.length, survivors.join("\n")).toBeGreaterThan(0.9);
  });

  it("is not noticed where it changes nothing", () => {
    const [rule] = CLASSIFIER.rules;
    expect(rule === undefined ? true : isNoticed(0, { name: "the same", rule })).toBe(false);
  });
});

const isProvider = (extractor: Extractor): extractor is Extractor & ProviderParts => "wordings" in extractor;
const alternativesOf = (wording: RegExp): readonly RegExp[] => {
  const branches = wording.source.split(/\|(?![^(]*\))/u);
  return branches.map(
    (gone) => new RegExp(branches.filter((branch) => branch !== gone).join("|") || "$.^", wording.flags),
  );
};

describe("a wording that loses one of its forms", () => {
  const changed = PROVIDERS.filter(isProvider).flatMap((provider) =>
    (provider.wordings ?? []).flatMap(([sign, wording], place) =>
      alternativesOf(wording).map((form) => {
        const wordings = (provider.wordings ?? []).with(place, [sign, form]);
        const { id, signs, rules } = provider;
        const extractor = providerExtractor({ id, rules, wordings, ...(signs === undefined ? {} : { signs }) });
        return [
          `${provider.id} ${sign} ${form.source}`,
          PROVIDERS.map((one) => (one === provider ? extractor : one)),
        ] as const;
      }),
    ),
  );

  it.each(changed)("is noticed: %s", (_name, extractors) => {
    const { classify } = createClassifier({ extractors });
    const different = FAILURE_FIXTURES.filter((fixture) => {
      const { report } = classify(fixtureError(fixture, "fetch"), fixtureContext(fixture));
      return report.code !== fixture.expected.code;
    });
    expect(different.length).toBeGreaterThan(0);
  });
});
