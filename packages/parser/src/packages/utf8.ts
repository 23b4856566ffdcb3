// Every place that the parser runs in has them, and no type library that has nothing else besides.
declare const TextEncoder: { new (): { encode(text: string): Uint8Array } };
declare const TextDecoder: {
  new (
    label: "utf-8",
    options: { readonly fatal: true; readonly ignoreBOM: true },
  ): {
    decode(bytes: Uint8Array): string;
  };
};

/** The UTF-8 bytes of a text. */
export const utf8Bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The text that UTF-8 bytes say; undefined when they are none. A byte order mark is kept. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
