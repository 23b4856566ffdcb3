import { memoryContents, toContentReference } from "@perdure/engine";
import { describe, expect, it } from "vitest";
import { createFileReader } from "./file-reader.ts";

const contents = memoryContents();
const read = createFileReader(contents, {
  fetch: () => Promise.reject(new Error("nothing is fetched here")),
  close: () => Promise.resolve(),
});
const { signal } = new AbortController();

describe("the reader of files", () => {
  it("reads stored content by its reference, and a data: URL by itself", async () => {
    const url = toContentReference(await contents.put(Buffer.from("tea")));
    expect(Buffer.from((await read({ url }, signal)).bytes).toString()).toBe("tea");
    expect(Buffer.from((await read({ url: "data:text/plain;base64,dGVh" }, signal)).bytes).toString()).toBe("tea");
  });

  it.each(["data:image/png;base64,dGV?", "data:image/png", "data:text/plain,%zz"])(
    "refuses what is no data: %s",
    async (url) => {
      await expect(read({ url }, signal)).rejects.toMatchObject({ report: { code: "input.invalid" } });
    },
  );

  it.each(["/etc/passwd", "file:///etc/passwd", "perdure://sha256/../../etc/passwd"])("refuses %s", async (url) => {
    await expect(read({ url }, signal)).rejects.toMatchObject({ report: { code: "perdure.local_path_refused" } });
  });
});
