// Every place that the parser runs in has it, and no type library that has nothing else besides.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };

/** The UTF-8 bytes of a text. */
export const utf8Bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
