import type { ErrorSource, Extractor, Findings } from "../classify/extractor.ts";
import { readMember, readString } from "../read-value.ts";

/** Errors of files and folders on this machine. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const fileSystem: Extractor = {
  id: "file-system",
  read: readSystemCall,
  rules: [
    { id: "file.write", stage: "last", when: { signs: ["file_written"] }, then: { code: "perdure.folder_not_writable" }, fixture: "file.disk_full" },
    { id: "file.read", stage: "last", when: { signs: ["file_read"] }, then: { code: "perdure.file_unreadable" }, fixture: "file.missing" },
  ],
};

const WRITING_CALLS = /^(?:write|mkdir|rename|unlink|rmdir|fsync|ftruncate|copyfile|chmod|link|symlink)/u;
const WRITING_CODES = ["EROFS", "ENOSPC", "EDQUOT"];

function readSystemCall({ layers }: ErrorSource): Findings {
  for (const layer of layers) {
    const code = readString(layer, "code");
    const syscall = readString(layer, "syscall");
    if (code === undefined || syscall === undefined || readMember(layer, "path") === undefined) continue;
    const isWriting = WRITING_CALLS.test(syscall) || WRITING_CODES.includes(code);
    return {
      signs: [isWriting ? "file_written" : "file_read"],
      system_code: /^E[A-Z0-9]{2,20}$/u.test(code) ? code : "error",
    };
  }
  return {};
}
