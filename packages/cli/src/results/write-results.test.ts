import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { failureOf } from "../testing/failure-of.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { checkWritable, writeResults } from "./write-results.ts";

vi.mock("node:fs", { spy: true });
afterEach(() => void vi.resetAllMocks());

const FILES = { "main_stuff.json": "{}\n", "report.md": "Fine.\n" };
const contentOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

describe("the results of a run", () => {
  it("are a folder with every file, and nothing beside it", () => {
    const folder = temporaryFolder();
    writeResults(join(folder, "results/run-1"), FILES);
    expect(contentOf(join(folder, "results/run-1"))).toEqual(FILES);
    expect(readdirSync(join(folder, "results"))).toEqual(["run-1"]);
  });

  it("replace an earlier result of the same run whole", () => {
    const folder = temporaryFolder({ "run-1/old.txt": "old", "run-1/report.md": "old" });
    writeResults(join(folder, "run-1"), FILES);
    expect(contentOf(join(folder, "run-1"))).toEqual(FILES);
    expect(readdirSync(folder)).toEqual(["run-1"]);
  });

  it("are not seen before the last file is written", () => {
    const folder = temporaryFolder();
    const seen: boolean[] = [];
    vi.mocked(writeFileSync).mockImplementation(() => void seen.push(existsSync(join(folder, "run-1"))));
    writeResults(join(folder, "run-1"), FILES);
    expect(seen).toEqual([false, false]);
  });

  it("leave nothing half-written where a file cannot be written", () => {
    const folder = temporaryFolder({ "run-1/report.md": "old" });
    vi.mocked(writeFileSync).mockImplementationOnce(() => {
      throw Object.assign(new Error("full"), { code: "ENOSPC" });
    });
    const report = failureOf(() => writeResults(join(folder, "run-1"), FILES));
    expect([report.code, report.location?.file]).toEqual(["perdure.folder_not_writable", folder]);
    expect(report.user_action.detail).toContain("--output-dir");
    expect(readdirSync(folder)).toEqual(["run-1"]);
    expect(contentOf(join(folder, "run-1"))).toEqual({ "report.md": "old" });
  });

  it("put an earlier result back where the new one cannot take its place", async () => {
    const real = await vi.importActual<typeof import("node:fs")>("node:fs");
    const folder = temporaryFolder({ "run-1/report.md": "old" });
    vi.mocked(renameSync).mockImplementation((from, to) => {
      if (String(from).endsWith(".partial")) throw Object.assign(new Error("busy"), { code: "EBUSY" });
      real.renameSync(from, to);
    });
    expect(failureOf(() => writeResults(join(folder, "run-1"), FILES)).code).toBe("perdure.folder_not_writable");
    expect(readdirSync(folder)).toEqual(["run-1"]);
    expect(contentOf(join(folder, "run-1"))).toEqual({ "report.md": "old" });
  });

  it("are refused where a file stands in the way of the folder", () => {
    const folder = temporaryFolder({ results: "a file" });
    expect(failureOf(() => writeResults(join(folder, "results/run-1"), FILES)).code).toBe(
      "perdure.folder_not_writable",
    );
    expect(readdirSync(folder)).toEqual(["results"]);
  });
});

describe("a folder that results will go to", () => {
  it("is made, tried and left empty", () => {
    const folder = temporaryFolder();
    checkWritable(join(folder, "results"));
    expect(readdirSync(join(folder, "results"))).toEqual([]);
  });

  it.each(["a file", "a folder below a file"])("is refused where it is %s", (what) => {
    const folder = temporaryFolder({ results: "" });
    const target = what === "a file" ? join(folder, "results") : join(folder, "results/below");
    const report = failureOf(() => checkWritable(target));
    expect([report.code, report.location?.file]).toEqual(["perdure.folder_not_writable", target]);
  });

  it("is refused where nothing can be written in it", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "results"));
    vi.mocked(writeFileSync).mockImplementationOnce(() => {
      throw Object.assign(new Error("read-only"), { code: "EROFS" });
    });
    expect(failureOf(() => checkWritable(join(folder, "results"))).code).toBe("perdure.folder_not_writable");
  });
});
