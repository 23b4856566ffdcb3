import { join, resolve } from "node:path";
import type { Json } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import type { InputKind } from "./input-kind.ts";
import { readTextFile } from "./read-text-file.ts";

/** Where the paths of a command line start. */
export interface InputFolders {
  readonly folder: string;
  readonly home: string;
}

/**
 * One `-i name=value`: a text, or the JSON of a number, a boolean, a list or an object where the input is no text. `@path` names
 * a document or an image, or the file of a text; `@@` starts a text with one `@`. Throws `request.invalid` or
 * `input.file_unreadable`.
 */
export function parseInputOption(
  option: string,
  from: InputFolders,
  kindOf: (name: string) => InputKind,
): readonly [string, Json] {
  const split = option.indexOf("=");
  const name = option.slice(0, split);
  if (split <= 0 || !/^[A-Za-z_]\w*$/.test(name)) {
    throw createFailure("request.invalid", {
      message: "An input is given as name=value, or name=@path for a file.",
      user_action: {
        kind: "change_input",
        detail:
          "For example: -i question='What is due?' -i document=@invoice.pdf; a file of inputs goes with --inputs.",
      },
    });
  }
  return [name, valueOf(option.slice(split + 1), from, kindOf(name))];
}

function valueOf(text: string, from: InputFolders, kind: InputKind): Json {
  if (text.startsWith("@@")) return text.slice(1);
  if (text.startsWith("@")) return fileOf(text.slice(1), from, kind);
  const isJson = kind.is_text ? kind.is_list && /^\s*\[/.test(text) : /^(?:[[{]|-?\d|true$|false$)/.test(text.trim());
  if (!isJson) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // What only looks like JSON is a text: "2 apples", "{not json".
    return text;
  }
}

function fileOf(path: string, { folder, home }: InputFolders, kind: InputKind): Json {
  if (/^(?:https?|data|file):/i.test(path)) return { url: path };
  // The shell leaves a tilde alone where it does not start the word.
  const file = path === "~" || path.startsWith("~/") ? join(home, path.slice(1)) : resolve(folder, path);
  return kind.is_text ? readTextFile(file) : { url: file };
}
