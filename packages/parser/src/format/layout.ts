import type { AST } from "toml-eslint-parser";
import type { Comments } from "./comments.ts";

type Container = AST.TOMLArray | AST.TOMLInlineTable;
export type Member = AST.TOMLContentNode | AST.TOMLKeyValue;

/** Which values of a document stand on several lines whatever their width. */
export interface Layout {
  /** Whether the author opened it: a line break behind the bracket, a comment inside, or an item that needs several lines. */
  isOpen(node: Container): boolean;
}

/** The members of an array or of an inline table. */
export function membersOf(node: Container): readonly Member[] {
  return node.type === "TOMLArray" ? node.elements : node.body;
}

/** Looks at each value once, the innermost first. */
export function createLayout(text: string, comments: Comments): Layout {
  const known = new WeakMap<Container, boolean>();
  const isTall = (node: AST.TOMLContentNode): boolean => {
    if (node.type === "TOMLValue") return node.kind === "string" && text.slice(...node.range).includes("\n");
    if (isOpen(node)) return true;
    return node.type === "TOMLInlineTable" && node.body.some((entry) => isTall(entry.value));
  };
  const isOpen = (node: Container): boolean => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const decided =
      hasOwnComment(node) || isOpenedByAuthor(node) || (node.type === "TOMLArray" && node.elements.some(isTall));
    known.set(node, decided);
    return decided;
  };
  const hasOwnComment = (node: Container): boolean => {
    const ends = [node.range[0], ...membersOf(node).map((member) => member.range[1])];
    const starts = [...membersOf(node).map((member) => member.range[0]), node.range[1]];
    return ends.some((end, index) => comments.between(end, starts[index] ?? end).length > 0);
  };
  const isOpenedByAuthor = (node: Container): boolean => {
    const [first] = membersOf(node);
    return first !== undefined && text.slice(node.range[0] + 1, first.range[0]).includes("\n");
  };
  return { isOpen };
}
