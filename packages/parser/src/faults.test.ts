import { describe, expect, it } from "vitest";
import { judgeFaults } from "./testing/judge-faults.ts";
import type { JudgedFault } from "./testing/judge-faults.ts";

const MISTAKES = 500;
const judged = judgeFaults(MISTAKES, 20_261_126);

/** What is shown of mistakes that were not answered as they should be; `pnpm run faults` shows as many as are asked for. */
const shown = (faults: readonly JudgedFault[]): readonly string[] =>
  faults.map(({ kind, path, says, said }) => {
    const answers = said.map((one) => `${one.start.line}:${one.start.column} ${one.code} ${one.suggestion ?? ""}`);
    return `${kind}, ${path}: ${says} was answered by ${answers.join("; ")}`;
  });
const percent = (part: number, whole: number): number => (100 * part) / whole;

describe("five hundred methods with one mistake each", () => {
  it("are all different", () => {
    expect(judged).toHaveLength(MISTAKES);
    expect(new Set(judged.map(({ kind }) => kind)).size).toBeGreaterThan(10);
  });

  it("are each reported where the mistake is", () => {
    expect(shown(judged.filter(({ at }) => at === undefined))).toEqual([]);
  });

  it("have the right suggestion first nearly always, where one can be made", () => {
    const told = judged.filter(({ isRight }) => isRight !== undefined);
    const wrong = told.filter(({ isRight }) => isRight === false);
    expect(told.length).toBeGreaterThan(MISTAKES / 2);
    expect(percent(wrong.length, told.length), shown(wrong).join("\n")).toBeLessThanOrEqual(2);
  });

  it("are one error each, nearly always", () => {
    const several = judged.filter(({ errors }) => errors > 1);
    expect(percent(several.length, judged.length), shown(several).join("\n")).toBeLessThanOrEqual(2);
  });
});
