/** A place in a text: `offset` counts UTF-16 code units from 0, `line` and `column` from 1. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A stretch of a text by offsets, its end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A file's text that can turn offsets into lines and columns. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** The position of an offset; one outside the text is moved to its nearest end. */
  position(offset: number): Position;
}

/** Prepares a text for positions. A line ends at a line feed. */
export function createSourceText(file: string, text: string): SourceText {
  let starts: readonly number[] | undefined;
  return {
    file,
    text,
    position(offset) {
      starts ??= lineStarts(text);
      const inside = Math.min(Math.max(0, Math.trunc(offset)), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= inside) low = middle;
        else high = middle - 1;
      }
      return { offset: inside, line: low + 1, column: inside - (starts[low] ?? 0) + 1 };
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
