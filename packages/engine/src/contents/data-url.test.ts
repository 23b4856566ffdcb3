import { isFailureError } from "@perdure/failures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDataUrl } from "./data-url.ts";

const bytesOf = (url: string) => [...readDataUrl(url).bytes];

describe("a data: URL", () => {
  it("gives back any bytes, in Base64 of either alphabet or as percent signs", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const base64 = Buffer.from(bytes).toString("base64");
        const url_safe = Buffer.from(bytes).toString("base64url");
        const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
        for (const url of [`data:a/b;base64,${base64}`, `data:;BASE64,${url_safe}`, `data:a/b,${percent}`]) {
          expect(bytesOf(url)).toEqual([...bytes]);
        }
      }),
    );
  });

  it("has the media type that it says, without parameters, or text", () => {
    expect(readDataUrl("data:,hi%20there").media_type).toBe("text/plain");
    expect(readDataUrl("data:image/SVG+xml;charset=utf-8;base64,AA==").media_type).toBe("image/svg+xml");
    expect(bytesOf("data:text/plain,a,b;base64,c")).toEqual([...Buffer.from("a,b;base64,c")]);
    expect(bytesOf("data:a/b;base64,AQ%3D%3D")).toEqual([1]);
  });

  it("is refused with a code where it cannot be decoded, and never in another way", () => {
    for (const url of ["data:a/b", "data:a/b;base64,A", "data:a/b;base64,AA?A", "data:a/b,%zz", "data:a/b;base64,é"]) {
      expect(() => readDataUrl(url)).toThrow("cannot be decoded");
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          readDataUrl(`data:${text}`);
        } catch (error) {
          expect(isFailureError(error)).toBe(true);
        }
      }),
    );
  });
});
