import { plainLine } from "@perdure/failures/cli";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that is safe between tags and inside quoted attributes; on one line, without control characters. */
export function escapeHtml(text: string): string {
  return plainLine(text).replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? "");
}
