import { chmodSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createFailure } from "@perdure/failures";

/**
 * Writes a file beside its place, then renames it: a reader sees the old text or the new one. A file that is there keeps its
 * permissions. Throws `perdure.folder_not_writable` with the message.
 */
export function writeWholeFile(target: string, text: string, message: string): void {
  const temporary = `${target}.${process.pid}.partial`;
  try {
    const mode = statSync(target, { throwIfNoEntry: false })?.mode;
    writeFileSync(temporary, text);
    try {
      if (mode !== undefined) chmodSync(temporary, mode);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw createFailure("perdure.folder_not_writable", { message, location: { file: target }, cause: error });
  }
}
