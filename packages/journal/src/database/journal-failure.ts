import { createFailure, isFailureError } from "@perdure/failures";
import type { FailureError } from "@perdure/failures";

// SQLite's primary result codes: https://www.sqlite.org/rescode.html
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const INPUT_OUTPUT = 10;
const FULL = 13;
const CANNOT_OPEN = 14;
const PRIMARY_CODE_BITS = 0xff;

/** The coded failure of whatever a call of SQLite threw. The file is named by its path, never by its contents. */
export function journalFailure(error: unknown, file: string): FailureError {
  if (isFailureError(error)) return error;
  const { errcode, code } = error as { readonly errcode?: number; readonly code?: string };
  const location = { file };
  switch (errcode === undefined ? undefined : errcode & PRIMARY_CODE_BITS) {
    case BUSY:
    case LOCKED:
      return createFailure("runtime.unavailable", {
        message: "The journal is being written by another process and does not become free.",
        location,
        cause: error,
      });
    case READ_ONLY:
    case CANNOT_OPEN:
    case INPUT_OUTPUT:
      return notWritable("The journal cannot be written.", file, error);
    case FULL:
      return notWritable("The journal cannot be written: the disk is full.", file, error);
    default:
      // Not from SQLite, but from opening the file for it.
      if (errcode === undefined && code !== undefined && code !== "ERR_SQLITE_ERROR")
        return notWritable(`The journal cannot be opened (${code}).`, file, error);
      return createFailure("perdure.journal_unreadable", {
        message: "The journal is damaged, or the file is no journal.",
        location,
        cause: error,
      });
  }
}

const notWritable = (message: string, file: string, cause: unknown): FailureError =>
  createFailure("perdure.folder_not_writable", { message, location: { file }, cause });
