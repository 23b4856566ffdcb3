import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createFailure } from "@perdure/failures";

/** The files of a finished run by name. */
export type ResultFiles = Readonly<Record<string, string>>;

/**
 * Writes the files into a temporary folder beside the target, then renames it: a reader sees all of them or none. An
 * earlier result of the same run is replaced. Throws `perdure.folder_not_writable`.
 */
export function writeResults(target: string, files: ResultFiles): void {
  const suffix = randomBytes(6).toString("hex");
  const temporary = `${target}.${suffix}.partial`;
  try {
    mkdirSync(dirname(target), { recursive: true });
    mkdirSync(temporary);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(temporary, name), text);
    replace(target, temporary, `${target}.${suffix}.replaced`);
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw notWritable(dirname(target), error);
  }
}

/** Folders cannot be renamed over each other: the earlier one steps aside, and comes back when the new one cannot take its place. */
function replace(target: string, written: string, aside: string): void {
  const hadEarlier = moveAway(target, aside);
  try {
    renameSync(written, target);
  } catch (error) {
    if (hadEarlier) renameSync(aside, target);
    throw error;
  }
  if (hadEarlier) rmSync(aside, { recursive: true, force: true });
}

/** Makes sure that results can be written there, before anything is paid for. Throws `perdure.folder_not_writable`. */
export function checkWritable(folder: string): void {
  const probe = join(folder, `.perdure-${randomBytes(6).toString("hex")}`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(probe, "");
    rmSync(probe);
  } catch (error) {
    throw notWritable(folder, error);
  }
}

function moveAway(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function notWritable(folder: string, cause: unknown): Error {
  return createFailure("perdure.folder_not_writable", {
    message: "The results cannot be written.",
    user_action: {
      kind: "fix_configuration",
      detail: "Choose another folder with --output-dir, or change its permissions.",
    },
    location: { file: folder },
    cause,
  });
}
