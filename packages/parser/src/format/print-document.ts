import type { AST } from "toml-eslint-parser";
import { createComments, printComment } from "./comments.ts";
import { createLayout } from "./layout.ts";
import { hasBlankLine, printKey, printKeyValue, WIDTH } from "./print-value.ts";
import type { Printing } from "./print-value.ts";

interface Line {
  readonly kind: "header" | "entry" | "comment";
  text: string;
  /** Whether an empty line stands before it. */
  isApart: boolean;
}

/** The document in its one layout. The text must be the one that the tree was read from. */
export function printDocument(program: AST.TOMLProgram, text: string): string {
  const comments = createComments(program.comments);
  const newline = newlineOf(program, text);
  const printing = { text, comments, layout: createLayout(text, comments), newline };
  const lines = linesOf(printing, program);
  for (const [index, line] of lines.entries()) if (line.kind === "header") setApart(lines, index);
  return lines.map((line, index) => `${index > 0 && line.isApart ? newline : ""}${line.text}${newline}`).join("");
}

function linesOf(printing: Printing, program: AST.TOMLProgram): readonly Line[] {
  const { text, comments } = printing;
  const lines: Line[] = [];
  let end = 0;
  const add = (kind: Line["kind"], printed: string, start: number): void => {
    const isFirstOfTable = kind === "entry" && lines.at(-1)?.kind === "header";
    lines.push({ kind, text: printed, isApart: !isFirstOfTable && hasBlankLine(text, end, start) });
  };
  const addComments = (until: number): void => {
    for (const comment of comments.between(end, until)) {
      const [start] = comment.range;
      const last = lines.at(-1);
      const printed = printComment(text, comment);
      if (last === undefined || text.slice(end, start).includes("\n")) add("comment", printed, start);
      else last.text += ` ${printed}`;
      end = comment.range[1];
    }
  };
  const addEntry = (node: AST.TOMLKeyValue): void => {
    addComments(node.range[0]);
    add("entry", printKeyValue(printing, node, { depth: 0, width: WIDTH }), node.range[0]);
    end = node.range[1];
  };
  for (const node of program.body[0].body) {
    if (node.type === "TOMLKeyValue") {
      addEntry(node);
      continue;
    }
    addComments(node.range[0]);
    const key = printKey(printing, node.key);
    add("header", node.kind === "array" ? `[[${key}]]` : `[${key}]`, node.range[0]);
    end = node.key.range[1];
    for (const entry of node.body) addEntry(entry);
  }
  addComments(text.length);
  return lines;
}

/** An empty line before a header, or before the comments that stand on it. */
function setApart(lines: readonly Line[], header: number): void {
  let first = header;
  while (lines[first]?.isApart === false && lines[first - 1]?.kind === "comment") first -= 1;
  const line = lines[first];
  if (line !== undefined) line.isApart = true;
}

/** The line end that the document uses first, those inside strings aside: they belong to the string. */
function newlineOf({ tokens }: AST.TOMLProgram, text: string): string {
  const strings = tokens.filter(({ type }) => type === "MultiLineBasicString" || type === "MultiLineLiteralString");
  let at = text.indexOf("\n");
  for (const { range } of strings) if (at >= range[0] && at < range[1]) at = text.indexOf("\n", range[1]);
  return at > 0 && text[at - 1] === "\r" ? "\r\n" : "\n";
}
