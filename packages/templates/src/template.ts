import type { Body } from "./syntax/syntax-tree.ts";
import type { TemplateCategory } from "./shape.ts";

/** A name that a template reads from its context. */
export interface TemplateVariable {
  /** The name in the context. */
  readonly root: string;
  /** The members read below it: `["address", "city"]` of `person.address.city`. */
  readonly path: readonly string[];
  readonly offset: number;
  /** True where the template stands the value's absence: `@?x`, inside `{% if x %}`, before `default`. */
  readonly optional: boolean;
  /** The filters applied to it, in order. */
  readonly filters: readonly string[];
}

/** A parsed template: plain immutable data. */
export interface Template {
  readonly category: TemplateCategory;
  /** Every reading of a name that the template does not itself define, in the order of the text. */
  readonly variables: readonly TemplateVariable[];
  /**
   * Shorthand that looks like a CSS rule or a call (`@media (`, `$price (`): it counts only where its root is a name of
   * the context. Empty when the known names were given to `parseTemplate`.
   */
  readonly possibleVariables: readonly TemplateVariable[];
  /**
   * Every reading of a name that a loop, `with` or `set` took from the context, as a reading of what it stands for: an item of
   * a list is the member `[]` of it. `p.title` in a loop over `pages` is `pages`, `["[]", "title"]`.
   */
  readonly derivedVariables: readonly TemplateVariable[];
  /** The names that it defines itself: of `set`, `for`, `with`, macros and their parameters. */
  readonly definedNames: ReadonlySet<string>;
  readonly body: Body;
}
