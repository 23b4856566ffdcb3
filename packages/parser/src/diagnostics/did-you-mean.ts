export { didYouMean } from "@perdure/crate";

/** The sentence that offers a suggestion, with a space before it, or nothing. */
export function offer(suggestion: string | undefined): string {
  return suggestion === undefined ? "" : ` Did you mean '${suggestion}'?`;
}
