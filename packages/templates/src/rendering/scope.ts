import type { Value } from "../python/value.ts";

/** The names that a part of a template sees: its own, then those of what is around it. */
export class Scope {
  readonly #names = new Map<string, Value>();
  readonly #outer: Scope | undefined;

  constructor(outer?: Scope) {
    this.#outer = outer;
  }

  /** The value of a name, or undefined (JavaScript's) when no scope has it. */
  find(name: string): Value | undefined {
    const own = this.#names.get(name);
    return own === undefined ? this.#outer?.find(name) : own;
  }

  /** Gives a name a value in this scope. */
  set(name: string, value: Value): void {
    this.#names.set(name, value);
  }
}
