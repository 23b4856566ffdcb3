import { TemplateError } from "../template-error.ts";
import type { TemplateErrorCode } from "../template-error.ts";

/** Work units that one rendering may spend unless told otherwise: about as many characters, or a sixteenth in steps. */
export const DEFAULT_BUDGET = 128 * 1024 * 1024;

/** What one evaluation step, or one item of a collection, costs. */
const STEP_UNITS = 16;
const MAXIMUM_DEPTH = 300;

/** Counts what one rendering spends, knows where in the author's text it is, and refuses what goes too far. */
export class Work {
  /** Where the expression that is being evaluated begins. */
  offset = 0;
  #remaining: number;
  #depth = 0;

  constructor(budget: number) {
    this.#remaining = budget;
  }

  /** Pays for characters about to be produced, before they are; refuses when the budget does not hold them. */
  produce(characters: number): void {
    this.#remaining -= characters;
    if (!(this.#remaining >= 0)) this.fail("template.budget_exceeded", "The template does more work than it may.");
  }

  /** Pays for evaluation steps, or for items of a collection. */
  step(count = 1): void {
    this.produce(count * STEP_UNITS);
  }

  /** Enters one level of nesting; every call has its `leave`. */
  enter(): void {
    this.step();
    if (++this.#depth > MAXIMUM_DEPTH) this.fail("template.too_deep", "The template or its data is nested too deeply.");
  }

  /** Leaves the level that `enter` entered. */
  leave(): void {
    this.#depth--;
  }

  /** Refuses to go on, at the current place. */
  fail(code: TemplateErrorCode, message: string): never {
    throw new TemplateError(code, message, this.offset);
  }
}
