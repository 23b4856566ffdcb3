import { createFailure } from "@perdure/failures";

declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };

/** The bytes and media type of a `data:` URL. Throws a FailureError `input.invalid` when it is not one. */
export function readDataUrl(url: string): { readonly bytes: Uint8Array; readonly media_type: string } {
  const comma = url.indexOf(",");
  const [media = "", ...parameters] = url.slice("data:".length, comma).split(";");
  const payload = url.slice(comma + 1);
  const isBase64 = parameters.at(-1)?.trim().toLowerCase() === "base64";
  const bytes = comma === -1 ? undefined : isBase64 ? base64Bytes(payload) : percentBytes(payload);
  if (bytes === undefined) throw createFailure("input.invalid", { message: "A data: URL cannot be decoded." });
  return { bytes, media_type: media === "" ? "text/plain" : media.toLowerCase() };
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** The six bits of each digit, by character code; 64 for what is no digit. */
const SIX_BITS = new Uint8Array(128).fill(64);
for (let value = 0; value < 64; value += 1) SIX_BITS[DIGITS.charCodeAt(value)] = value;
SIX_BITS["-".charCodeAt(0)] = 62;
SIX_BITS["_".charCodeAt(0)] = 63;

/** Base64 in either alphabet, with or without padding; undefined for any other text. The isolate has no decoder of its own. */
function base64Bytes(text: string): Uint8Array | undefined {
  const digits = percentText(text)
    ?.replaceAll(/\s/gu, "")
    .replace(/={1,2}$/u, "");
  if (digits === undefined || digits.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let length = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const value = SIX_BITS[digits.charCodeAt(index)] ?? 64;
    if (value === 64) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    // The second, third and fourth digit of four each complete a byte.
    if (index % 4 === 0) continue;
    bytes[length] = (bits >> (6 - 2 * (index % 4))) & 0xff;
    length += 1;
  }
  return bytes;
}

const percentText = (text: string): string | undefined => (text.includes("%") ? decoded(text) : text);

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Text in which `%xx` is a byte, whatever the bytes mean together; undefined where a `%` is no such thing. */
function percentBytes(text: string): Uint8Array | undefined {
  const encoded = new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (let index = 0; index < encoded.length; index += 1) {
    if (encoded[index] !== 0x25) {
      bytes.push(encoded[index] as number);
      continue;
    }
    const digits = String.fromCodePoint(encoded[index + 1] ?? 0, encoded[index + 2] ?? 0);
    if (!/^[0-9a-f]{2}$/iu.test(digits)) return undefined;
    bytes.push(Number.parseInt(digits, 16));
    index += 2;
  }
  return Uint8Array.from(bytes);
}
