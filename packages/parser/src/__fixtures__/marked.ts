/** A text whose one marked stretch, `«like this»`, is where a diagnostic is expected. Two `«»` mark a point. */
export interface Marked {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Takes the marks out of a text. */
export function unmark(marked: string): Marked {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  return { text: marked.replace("«", "").replace("»", ""), start, end };
}
