/** A text without its one `‸`, and where that stood. */
export function cursorIn(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf("‸");
  if (offset === -1) throw new Error("The text has no cursor.");
  return { text: marked.replace("‸", ""), offset };
}
