import { statSync } from "node:fs";
import { resolve } from "node:path";
import { createFailure } from "@perdure/failures";
import { isAddress, repositoryOf } from "@perdure/parser/packages";
import type { CommandContext } from "../../command-context.ts";

/** `--from`, by which a person names the folder of a repository that is cloned from there and not from its address. */
export interface FromOption {
  readonly from?: readonly string[];
}

/** The repositories that are cloned from a folder. Throws `request.invalid` for what names none. */
export function replacedRepositories({ io }: CommandContext, { from = [] }: FromOption): ReadonlyMap<string, string> {
  return new Map(from.map((text) => replacedBy(io.folder, text)));
}

function replacedBy(base: string, text: string): readonly [string, string] {
  const at = text.indexOf("=");
  const repository = text.slice(0, Math.max(0, at));
  const folder = resolve(base, text.slice(at + 1));
  if (!isAddress(repository) || repositoryOf(repository) !== repository) {
    throw invalid("A repository and its folder are written github.com/acme/tools=../tools.");
  }
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return [repository, folder];
  throw invalid(`There is no folder ${folder} to take ${repository} from.`);
}

const invalid = (message: string): Error => createFailure("request.invalid", { message });
