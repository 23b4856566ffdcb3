/** Where content lives: `perdure://sha256/<hex>`. No run id, folder or port in it, so it means the same on every machine. */
export type ContentReference = `perdure://sha256/${string}`;

/** The reference to the content with a digest (SHA-256, hex). */
export const toContentReference = (digest: string): ContentReference => `perdure://sha256/${digest}`;

/** The digest that a content reference names; undefined for any other text. */
export function digestOf(reference: string): string | undefined {
  return /^perdure:\/\/sha256\/(?<digest>[0-9a-f]{64})$/u.exec(reference)?.groups?.["digest"];
}
