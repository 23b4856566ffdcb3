import { getRetryable } from "@langchain/core/errors";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caughtFrom } from "../sdks/meet-fixture.mjs";
import { REAL_SDKS } from "../sdks/real-sdks.mjs";
import { startProviders } from "../sdks/start-providers.mjs";
import { DECIDERS, markOfLangChain } from "./decisions.mjs";
import { compareDocuments, withSummary } from "./documents.mjs";
import { isRight, tally } from "./judge.mjs";
import { DOCUMENTED, measure } from "./measure.mjs";
import { renderRows } from "./render.mjs";

let providers;
let rows;
beforeAll(async () => {
  providers = await startProviders();
  rows = await measure(providers);
});
afterAll(() => providers.close());

const ours = DECIDERS.findIndex(({ name }) => name === "`@perdure/failures`");
const withOther = (change) => rows.map((row, index) => (index === 0 ? change(row) : row));

describe("the comparison with other libraries", () => {
  it("is what was measured, in the README and row by row (`pnpm run update:comparison` writes it)", () => {
    for (const { written, wanted } of compareDocuments(rows)) expect(written).toBe(wanted);
  });

  it.each([
    ["a library that decides otherwise", (row) => ({ ...row, repeats: row.repeats.map((repeats) => !repeats) })],
    ["a page that says otherwise", ({ fixture, repeats }) => ({ fixture: otherwise(fixture), repeats })],
  ])("would not be with %s", (_name, change) => {
    for (const { written, wanted } of compareDocuments(withOther(change))) expect(written).not.toBe(wanted);
  });

  it("would not be with other versions", () => {
    const [, { written }] = compareDocuments(rows);
    expect(renderRows(rows, [{ name: "ai", version: "0.0.1" }])).not.toBe(written);
  });

  it("judges every decision on a documented failure that no page disputes", () => {
    const { categories, total, disputed } = tally(rows);
    expect(total.failures + disputed.failures).toBe(DOCUMENTED.length);
    expect(categories.reduce((sum, { failures }) => sum + failures, 0)).toBe(total.failures);
    expect(isRight({ documented: { repeat: "helps" } }, false)).toBe(false);
    expect(isRight({ documented: { repeat: "does_not_help" } }, false)).toBe(true);
    expect(isRight({ documented: { repeat: "disputed" } }, false)).toBeUndefined();
  });

  it("finds us against no page", () => {
    const against = rows.filter(({ fixture, repeats }) => isRight(fixture, repeats[ours]) === false);
    expect(against.map(({ fixture }) => fixture.id)).toEqual([]);
  });

  it("refuses a text without a place for it", () => {
    expect(() => withSummary("# Title", "")).toThrow("no place");
  });
});

describe("LangChain's loop around a vendor's SDK", () => {
  it("leaves the mark that LangChain's own model of that vendor leaves", async () => {
    const [model, vendor] = ["@langchain/openai", "openai"].map((name) => REAL_SDKS.find((sdk) => sdk.name === name));
    const marks = { model: {}, vendor: {} };
    for (const fixture of DOCUMENTED.filter(({ provider, status }) => provider === "openai" && status >= 400)) {
      const address = await providers.addressOf(fixture);
      marks.model[fixture.id] = getRetryable((await caughtFrom(model, address)).error);
      marks.vendor[fixture.id] = await markOfLangChain((await caughtFrom(vendor, address)).error);
    }
    expect(Object.keys(marks.model).length).toBeGreaterThan(10);
    expect(marks.vendor).toEqual(marks.model);
  });
});

function otherwise(fixture) {
  const repeat = fixture.documented.repeat === "helps" ? "does_not_help" : "helps";
  return { ...fixture, documented: { ...fixture.documented, repeat } };
}
