import { describe, expect, it } from "vitest";
import { mediaTypeOf } from "./media-type.ts";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("the media type of a file", () => {
  it.each([
    ["%PDF-1.7", "application/pdf"],
    ["\u0089PNG\r\n", "image/png"],
    ["\u00ff\u00d8\u00ff\u00e0", "image/jpeg"],
    ["RIFF....WEBP", "image/webp"],
    ["GIF89a", "image/gif"],
  ])("is what the bytes of %j say, whatever was declared", (head, expected) => {
    expect(mediaTypeOf(bytes(head), "text/plain", "a.txt")).toBe(expected);
  });

  it("is what was declared, else what the name says, else unknown", () => {
    expect(mediaTypeOf(bytes("a,b"), "text/plain", "a.csv")).toBe("text/plain");
    expect(mediaTypeOf(bytes("a,b"), undefined, "a.CSV")).toBe("text/csv");
    expect(mediaTypeOf(bytes("a,b"), undefined, "a")).toBe("application/octet-stream");
  });
});
