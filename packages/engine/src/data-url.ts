import { createFailure } from "@perdure/failures";

declare const atob: (text: string) => string;
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };

/** The bytes and media type of a `data:` URL. Throws a FailureError `input.invalid` when it is not one. */
export function readDataUrl(url: string): {
  readonly bytes: Uint8Array;
  readonly media_type: string;
  readonly filename: undefined;
} {
  const [, media = "", base64, payload] = /^data:([^,;]*)(?:;[^,;]*)*?(;base64)?,(.*)$/isu.exec(url) ?? [];
  try {
    if (payload === undefined) throw new TypeError("no payload");
    const bytes =
      base64 === undefined
        ? new TextEncoder().encode(decodeURIComponent(payload))
        : Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    return { bytes, media_type: media === "" ? "text/plain" : media, filename: undefined };
  } catch (error) {
    throw createFailure("input.invalid", { message: "A data: URL of an input cannot be decoded.", cause: error });
  }
}
