import { readFileSync } from "node:fs";
import { createFailure } from "@perdure/failures";

/** The text of a file of inputs, without a byte order mark. Throws `input.file_unreadable`. */
export function readTextFile(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    throw createFailure("input.file_unreadable", {
      message: error instanceof TypeError ? "The file is not UTF-8 text." : "The file cannot be read.",
      user_action: { kind: "change_input", detail: "Check the path; `perdure inputs <method>` writes a template." },
      location: { file },
      cause: error,
    });
  }
}
