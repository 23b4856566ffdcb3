/** A Markdown table whose columns are aligned, as the formatter aligns them. */
export function markdownTable(header, rows) {
  const lines = [header, ...rows].map((cells) => cells.map(String));
  const widths = header.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column].length)));
  const render = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const [first, ...rest] = lines;
  return [render(first), render(widths.map((width) => "-".repeat(width))), ...rest.map(render)].join("\n");
}
