/** A Markdown table. What would end a cell or a row in a cell is escaped. */
export function markdownTable(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

/** Names as code. */
export function code(...names) {
  return names.map((name) => `\`${name}\``);
}

/** A list in words: `a, b or c`. */
export function oneOf(items, conjunction = "or") {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${conjunction} ${items.at(-1)}`;
}
