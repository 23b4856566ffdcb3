import type { AST } from "toml-eslint-parser";
import { printComment } from "./comments.ts";
import type { Comments } from "./comments.ts";
import { membersOf } from "./layout.ts";
import type { Layout, Member } from "./layout.ts";

/** A document that is printed. */
export interface Printing {
  readonly text: string;
  readonly comments: Comments;
  readonly layout: Layout;
  readonly newline: string;
}
/** Where a value starts: how deep its line is indented, and how many characters are left of the line. */
interface Place {
  readonly depth: number;
  readonly width: number;
}

/** The width that a line keeps to where an array can be opened. Strings and inline tables are as long as they are. */
export const WIDTH = 100;
const INDENT = "  ";

/** A key, its parts as they are quoted, without white space around its dots. */
export function printKey({ text }: Printing, key: AST.TOMLKey): string {
  return key.keys.map((part) => text.slice(...part.range)).join(".");
}

/** A key and its value. */
export function printKeyValue(printing: Printing, node: AST.TOMLKeyValue, { depth, width }: Place): string {
  const before = `${printKey(printing, node.key)} = `;
  return `${before}${printValue(printing, node.value, { depth, width: width - before.length })}`;
}

function printValue(printing: Printing, node: AST.TOMLContentNode, { depth, width }: Place): string {
  if (node.type === "TOMLValue") return printing.text.slice(...node.range);
  if (printing.layout.isOpen(node)) return printOpen(printing, node, depth);
  if (node.type === "TOMLInlineTable") return printInlineTable(printing, node, depth);
  return printLine(printing, node, width) ?? printOpen(printing, node, depth);
}

/** An inline table is one line: only what the author opened in it stays open. */
function printInlineTable(printing: Printing, node: AST.TOMLInlineTable, depth: number): string {
  if (node.body.length === 0) return "{}";
  const place = { depth, width: Number.POSITIVE_INFINITY };
  return `{ ${node.body.map((entry) => printKeyValue(printing, entry, place)).join(", ")} }`;
}

/** A value on one line, or undefined as soon as it is longer than it may be. */
function printLine(printing: Printing, node: Member, width: number): string | undefined {
  if (node.type === "TOMLValue") return within(printing.text.slice(...node.range), width);
  if (node.type === "TOMLKeyValue") {
    const before = `${printKey(printing, node.key)} = `;
    const value = printLine(printing, node.value, width - before.length);
    return value === undefined ? undefined : before + value;
  }
  const [opening, closing] = node.type === "TOMLArray" ? ["[", "]"] : ["{ ", " }"];
  if (membersOf(node).length === 0) return within(node.type === "TOMLArray" ? "[]" : "{}", width);
  let printed = opening;
  for (const [index, member] of membersOf(node).entries()) {
    if (index > 0) printed += ", ";
    const next = printLine(printing, member, width - printed.length - closing.length);
    if (next === undefined) return undefined;
    printed += next;
  }
  return within(printed + closing, width);
}

const within = (printed: string, width: number): string | undefined => (printed.length <= width ? printed : undefined);

function printOpen(printing: Printing, node: AST.TOMLArray | AST.TOMLInlineTable, depth: number): string {
  const { text, comments, newline } = printing;
  const inner = INDENT.repeat(depth + 1);
  const isArray = node.type === "TOMLArray";
  let printed = isArray ? "[" : "{";
  let end = node.range[0] + 1;
  let isFirst = true;
  const startLine = (start: number): void => {
    if (!isFirst && hasBlankLine(text, end, start)) printed += newline;
    printed += newline + inner;
    isFirst = false;
  };
  const printComments = (until: number): void => {
    for (const comment of comments.between(end, until)) {
      if (text.slice(end, comment.range[0]).includes("\n")) startLine(comment.range[0]);
      else printed += " ";
      printed += printComment(text, comment);
      end = comment.range[1];
    }
  };
  for (const member of membersOf(node)) {
    printComments(member.range[0]);
    startLine(member.range[0]);
    const place = { depth: depth + 1, width: WIDTH - inner.length };
    printed +=
      member.type === "TOMLKeyValue" ? printKeyValue(printing, member, place) : printValue(printing, member, place);
    printed += ",";
    end = member.range[1];
  }
  printComments(node.range[1]);
  return `${printed}${newline}${INDENT.repeat(depth)}${isArray ? "]" : "}"}`;
}

/** Whether there is an empty line between two places with only white space and a comma between them. */
export function hasBlankLine(text: string, start: number, end: number): boolean {
  return /\n[ \t\r]*\n/u.test(text.slice(start, end));
}
