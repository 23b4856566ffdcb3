import type { ShorthandPiece } from "./shorthand.ts";
import type { Expression, Statement } from "./syntax-tree.ts";

type Shorthand = Extract<ShorthandPiece, { readonly kind: "shorthand" }>;

/**
 * Makes the tree of one shorthand: `$x` is `x|format`, `@x` is `x|tag("x")`, `@?x` the same where x is true. What looks
 * like a CSS rule or a call is one when its root is among the known names; when those are not told, rendering decides.
 */
export function shorthandStatement(piece: Shorthand, names: ReadonlySet<string> | undefined): Statement {
  const [root = "", ...rest] = piece.path;
  let offset = piece.nameOffset;
  let target: Expression = { kind: "name", offset, name: root };
  offset += root.length + 1;
  for (const name of rest) {
    target = { kind: "attribute", offset, object: target, name };
    offset += name.length + 1;
  }
  const meant = meaning(piece, target);
  if (piece.isCertain || names?.has(root) === true) return meant;
  if (names !== undefined) return { kind: "text", offset: piece.offset, text: piece.literal };
  return { kind: "possible_shorthand", offset: piece.offset, root, literal: piece.literal, meant };
}

function meaning(piece: Shorthand, target: Expression): Statement {
  const { offset } = piece;
  const name: Expression = { kind: "literal", offset, value: piece.path.join(".") };
  const expression: Expression =
    piece.sigil === "$"
      ? { kind: "filter", offset, input: target, name: "format", args: { positional: [], named: [] } }
      : { kind: "filter", offset, input: target, name: "tag", args: { positional: [name], named: [] } };
  const output: Statement = { kind: "output", offset, expression };
  if (piece.sigil !== "@?") return output;
  return { kind: "if", offset, branches: [{ test: target, body: [output] }], otherwise: [] };
}
