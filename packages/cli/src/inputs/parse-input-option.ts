import { resolve } from "node:path";
import type { Json } from "@perdure/crate";
import { createFailure } from "@perdure/failures";

/**
 * One `-i name=value`: a text, or the JSON of a number, a boolean, a list or an object where the input is no text; `@path` names
 * a document or an image. `@@` starts a text with one `@`. Throws `request.invalid`.
 */
export function parseInputOption(
  option: string,
  folder: string,
  isText: (name: string) => boolean = () => false,
): readonly [string, Json] {
  const split = option.indexOf("=");
  const name = option.slice(0, split);
  if (split <= 0 || !/^[A-Za-z_]\w*$/.test(name)) {
    throw createFailure("request.invalid", {
      message: "An input is given as name=value, or name=@path for a file.",
      user_action: { kind: "change_input", detail: "For example: -i question='What is due?' -i document=@invoice.pdf" },
    });
  }
  return [name, valueOf(option.slice(split + 1), folder, isText(name))];
}

function valueOf(text: string, folder: string, isText: boolean): Json {
  if (text.startsWith("@@")) return text.slice(1);
  if (text.startsWith("@")) {
    const path = text.slice(1);
    return { url: /^(?:https?|data):/i.test(path) ? path : resolve(folder, path) };
  }
  if (isText || !/^(?:[[{]|-?\d|true$|false$)/.test(text.trim())) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    // What only looks like JSON is a text: "2 apples", "{not json".
    return text;
  }
}
