import { statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { findProjectFile } from "./find-project-file.ts";

vi.mock("node:fs", { spy: true });
afterEach(() => void vi.resetAllMocks());

const OTHER = 4242;
/** Makes every path that ends so belong to another user. */
async function giveAway(...ends: readonly string[]): Promise<void> {
  const real = await vi.importActual<typeof import("node:fs")>("node:fs");
  vi.mocked(statSync).mockImplementation((path) => {
    const found = real.statSync(path);
    return ends.some((end) => String(path).endsWith(end)) ? Object.assign(found, { uid: OTHER }) : found;
  });
}

describe("the project's file", () => {
  it("is the nearest one upwards", () => {
    const folder = temporaryFolder({ "perdure.toml": "", "a/b/keep": "" });
    expect(findProjectFile(join(folder, "a/b"))).toBe(join(folder, "perdure.toml"));
    expect(findProjectFile(join(folder, "a/missing/deep"))).toBe(join(folder, "perdure.toml"));
  });

  it("is none that another user planted above", async () => {
    const folder = temporaryFolder({ "perdure.toml": "", "a/b/keep": "" });
    await giveAway("/perdure.toml");
    expect(findProjectFile(join(folder, "a/b"))).toBeUndefined();
  });

  it("is another user's in the very folder, or above a folder of the same user", async () => {
    const folder = temporaryFolder({ "perdure.toml": "", "a/keep": "" });
    await giveAway("/perdure.toml", "/a");
    expect(findProjectFile(folder)).toBe(join(folder, "perdure.toml"));
    expect(findProjectFile(join(folder, "a"))).toBe(join(folder, "perdure.toml"));
  });
});
