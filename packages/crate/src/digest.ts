import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** SHA-256 as 64 hex digits; text is hashed as UTF-8. Synchronous and pure, because the Temporal isolate has no WebCrypto. */
export function sha256Hex(content: string | Uint8Array): string {
  return bytesToHex(sha256(typeof content === "string" ? utf8ToBytes(content) : content));
}

/** The UTF-8 length of a text, in bytes. */
export function utf8Length(text: string): number {
  return utf8ToBytes(text).length;
}
