import { isFailureError } from "@perdure/failures";
import { describe, expect, it } from "vitest";
import type { FileReader } from "../files/file-reader.ts";
import { attachFiles, createPromptFiles } from "./prompt-files.ts";

const SIGNAL = new AbortController().signal;
const reader =
  (media_type: string): FileReader =>
  (content) =>
    Promise.resolve({ bytes: Buffer.from(content["url"] as string), media_type, filename: "file" });

describe("the files of a prompt", () => {
  it("number images by URL and documents by place, in the order of mention", () => {
    const files = createPromptFiles();
    const tokens = [
      files.image({ url: "a" }, "x"),
      files.image({ url: "b" }, "y"),
      files.image({ url: "a" }, "z"),
      files.document({ url: "d" }, "x"),
      files.document({ url: "d" }, "y"),
      files.document({ url: "d" }, "x"),
    ];
    expect(tokens).toEqual(["[Image 1]", "[Image 2]", "[Image 1]", "[Document 1]", "[Document 2]", "[Document 1]"]);
    expect(files.images).toHaveLength(2);
    expect(files.documents).toHaveLength(2);
  });

  it("attach what a model can read and quote what is text", async () => {
    const files = createPromptFiles();
    files.document({ url: "text" }, "x");
    expect(await attachFiles(files, reader("application/pdf"), SIGNAL)).toMatchObject([
      { type: "file", filename: "file" },
    ]);
    expect(await attachFiles(files, reader("text/csv"), SIGNAL)).toEqual([
      { type: "text", text: "[Document 1] file\ntext" },
    ]);
  });

  it("refuse what a model cannot be given", async () => {
    const code = async (kind: "image" | "document", mediaType: string): Promise<unknown> => {
      const files = createPromptFiles();
      files[kind]({ url: "u" }, "x");
      const failure = await attachFiles(files, reader(mediaType), SIGNAL).catch((error: unknown) => error);
      return isFailureError(failure) && failure.report.code;
    };
    expect(await code("document", "application/zip")).toBe("input.file_type_unsupported");
    expect(await code("image", "application/pdf")).toBe("input.file_type_unsupported");
  });

  it("refuse a prompt with more images than it may hold", () => {
    const files = createPromptFiles();
    for (let index = 0; index < 100; index += 1) files.image({ url: String(index) }, "x");
    expect(() => files.image({ url: "one more" }, "x")).toThrow(/100 images/);
  });
});
