import { createFailure } from "@perdure/failures";

/** Reads a cell that holds JSON. Throws `perdure.journal_unreadable`. */
export function readJson(cell: unknown, file: string): unknown {
  try {
    if (typeof cell === "string") return JSON.parse(cell);
  } catch {
    // Said below: what it holds is nobody's business.
  }
  throw createFailure("perdure.journal_unreadable", {
    message: "A row of the journal cannot be read.",
    location: { file },
  });
}
