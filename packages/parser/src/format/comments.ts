import type { AST } from "toml-eslint-parser";

/** The comments of a document, by place. */
export interface Comments {
  /** Those that start in a stretch, in order. */
  between(start: number, end: number): readonly AST.Comment[];
}

/** Prepares the comments of a document, which stand in the order of the text. */
export function createComments(comments: readonly AST.Comment[]): Comments {
  const firstFrom = (offset: number): number => {
    let low = 0;
    let high = comments.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((comments[middle]?.range[0] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { between: (start, end) => comments.slice(firstFrom(start), firstFrom(end)) };
}

/** A comment as it is printed: white space behind it is nobody's. */
export function printComment(text: string, comment: AST.Comment): string {
  return text.slice(...comment.range).replace(/[ \t]+$/u, "");
}
