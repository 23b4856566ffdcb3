import type { PipeRef } from "@perdure/crate";
import { relatedPlace } from "../diagnostics/related-place.ts";
import type { RelatedPlace } from "../diagnostics/related-place.ts";
import type { Bundle } from "./bundle.ts";
import type { Library } from "./library.ts";
import type { TomlEntry } from "../source/toml-tree.ts";

/** The name of a concept or a pipe where it is declared. */
export const declaredPlace = (
  { bundle, entry }: { readonly bundle: Bundle; readonly entry: TomlEntry },
  says: string,
): RelatedPlace => relatedPlace(bundle.reporter.source, entry.keySpan, says);

/** What a pipe of the library declares: one of its inputs, else its name. Nothing of a pipe that was not given. */
export function contractPlaces({ pipes }: Library, ref: PipeRef, input?: string): readonly RelatedPlace[] {
  const declared = pipes.get(ref);
  if (declared === undefined) return [];
  const inputs = declared.table.entries.get("inputs")?.value;
  const entry = inputs?.kind === "table" && input !== undefined ? inputs.entries.get(input) : undefined;
  const says = entry === undefined ? `'${ref}' is declared here` : `'${ref}' reads it here`;
  return [declaredPlace({ bundle: declared.bundle, entry: entry ?? declared.entry }, says)];
}
