// What the bytes say wins over what somebody declared, because a model and a reader see the bytes.
const SIGNATURES: readonly (readonly [mediaType: string, offset: number, bytes: string])[] = [
  ["application/pdf", 0, "%PDF-"],
  ["image/png", 0, "\u0089PNG"],
  ["image/jpeg", 0, "\u00ff\u00d8\u00ff"],
  ["image/gif", 0, "GIF8"],
  ["image/webp", 8, "WEBP"],
];
const EXTENSIONS: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  html: "text/html",
  json: "application/json",
};

/** The media type of a file: by its first bytes, else as declared, else by its extension, else `application/octet-stream`. */
export function mediaTypeOf(bytes: Uint8Array, declared: string | undefined, filename: string): string {
  const head = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  const signature = SIGNATURES.find(([, offset, magic]) => head.startsWith(magic, offset));
  if (signature !== undefined) return signature[0];
  const extension = filename.split(".").at(-1)?.toLowerCase() ?? "";
  return declared ?? EXTENSIONS[extension] ?? "application/octet-stream";
}
