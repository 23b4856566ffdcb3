import type { ArithmeticOperator } from "../python/arithmetic.ts";
import type { FloatValue } from "../python/value.ts";

/** Arguments of a call as written. */
export interface ArgumentNodes {
  readonly positional: readonly Expression[];
  readonly named: readonly { readonly name: string; readonly value: Expression }[];
}

/** The comparing operators. */
export type ComparisonOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";

/** A filter application; `input` is absent where a `{% filter %}` block supplies it. */
interface FilterNode {
  readonly kind: "filter";
  readonly offset: number;
  readonly input: Expression | undefined;
  readonly name: string;
  readonly args: ArgumentNodes;
}

/** A call of a macro, a global function or a method. */
export interface CallNode {
  readonly kind: "call";
  readonly offset: number;
  readonly callee: Expression;
  readonly args: ArgumentNodes;
}

/** An expression of a template; every offset points into the author's text. */
export type Expression =
  | { readonly kind: "literal"; readonly offset: number; readonly value: null | boolean | number | string | FloatValue }
  | { readonly kind: "name"; readonly offset: number; readonly name: string }
  | { readonly kind: "attribute"; readonly offset: number; readonly object: Expression; readonly name: string }
  | { readonly kind: "item"; readonly offset: number; readonly object: Expression; readonly index: Expression }
  | {
      readonly kind: "slice";
      readonly offset: number;
      readonly object: Expression;
      readonly bounds: readonly [Expression | null, Expression | null, Expression | null];
    }
  | CallNode
  | FilterNode
  | {
      readonly kind: "test";
      readonly offset: number;
      readonly input: Expression;
      readonly name: string;
      readonly args: ArgumentNodes;
    }
  | { readonly kind: "not" | "negative" | "positive"; readonly offset: number; readonly operand: Expression }
  | {
      readonly kind: "arithmetic";
      readonly offset: number;
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "comparison";
      readonly offset: number;
      readonly first: Expression;
      readonly rest: readonly { readonly operator: ComparisonOperator; readonly operand: Expression }[];
    }
  | { readonly kind: "and" | "or"; readonly offset: number; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "concat"; readonly offset: number; readonly parts: readonly Expression[] }
  | {
      readonly kind: "conditional";
      readonly offset: number;
      readonly test: Expression;
      readonly value: Expression;
      readonly otherwise: Expression | undefined;
    }
  | { readonly kind: "list"; readonly offset: number; readonly items: readonly Expression[]; readonly tuple: boolean }
  | {
      readonly kind: "dict";
      readonly offset: number;
      readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
    };

/** What an assignment writes to: a name, a member of a namespace, or a tuple of those. */
export type Target =
  | { readonly kind: "name"; readonly offset: number; readonly name: string }
  | { readonly kind: "member"; readonly offset: number; readonly namespace: string; readonly name: string }
  | { readonly kind: "tuple"; readonly offset: number; readonly items: readonly Target[] };

/** A parameter of a macro. */
export interface Parameter {
  readonly name: string;
  readonly fallback: Expression | undefined;
}

/** A piece of a template. */
export type Statement =
  | { readonly kind: "text"; readonly offset: number; readonly text: string }
  | { readonly kind: "output"; readonly offset: number; readonly expression: Expression }
  | {
      readonly kind: "if";
      readonly offset: number;
      readonly branches: readonly { readonly test: Expression; readonly body: Body }[];
      readonly otherwise: Body;
    }
  | {
      readonly kind: "for";
      readonly offset: number;
      readonly target: Target;
      readonly iterable: Expression;
      readonly condition: Expression | undefined;
      readonly body: Body;
      readonly otherwise: Body;
    }
  | { readonly kind: "set"; readonly offset: number; readonly target: Target; readonly value: Expression }
  | {
      readonly kind: "set_block";
      readonly offset: number;
      readonly target: Target;
      readonly filter: Expression | undefined;
      readonly body: Body;
    }
  | {
      readonly kind: "macro";
      readonly offset: number;
      readonly name: string;
      readonly parameters: readonly Parameter[];
      readonly body: Body;
    }
  | {
      readonly kind: "call_block";
      readonly offset: number;
      readonly parameters: readonly Parameter[];
      readonly call: CallNode;
      readonly body: Body;
    }
  | { readonly kind: "filter_block"; readonly offset: number; readonly filter: Expression; readonly body: Body }
  | {
      readonly kind: "with";
      readonly offset: number;
      readonly bindings: readonly { readonly target: Target; readonly value: Expression }[];
      readonly body: Body;
    }
  // Shorthand that looks like a CSS rule or a call: it is one only where its root is no name of the context.
  | {
      readonly kind: "possible_shorthand";
      readonly offset: number;
      readonly root: string;
      readonly literal: string;
      readonly meant: Statement;
    };

/** Statements in the order of the text. */
export type Body = readonly Statement[];
