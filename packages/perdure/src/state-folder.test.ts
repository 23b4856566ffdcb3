import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ensureStateFolder, findStateFolder } from "./state-folder.ts";
import { failureOf } from "./testing/failure-of.ts";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();
afterEach(() => vi.restoreAllMocks());

describe("the state folder", () => {
  it("is found from any folder below it, the nearest one first", () => {
    const project = folder();
    const inner = join(project, "packages", "shop");
    mkdirSync(join(inner, "src"), { recursive: true });
    ensureStateFolder(join(project, ".perdure"));
    expect(findStateFolder(join(inner, "src"))).toBe(join(project, ".perdure"));
    ensureStateFolder(join(inner, ".perdure"));
    expect(findStateFolder(join(inner, "src"))).toBe(join(inner, ".perdure"));
    expect(findStateFolder(project)).toBe(join(project, ".perdure"));
  });

  it("would be made where one starts, when there is none, and looking makes nothing", () => {
    const project = folder();
    expect(findStateFolder(project)).toBe(join(project, ".perdure"));
    expect(statSync(join(project, ".perdure"), { throwIfNoEntry: false })).toBeUndefined();
  });

  it("is its owner's alone and ignored by git, and stays as it is when it is made again", () => {
    const state = join(folder(), ".perdure");
    ensureStateFolder(state);
    expect(statSync(state).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(state, ".gitignore"), "utf8")).toBe("*\n");
    writeFileSync(join(state, ".gitignore"), "mine\n");
    ensureStateFolder(state);
    expect(readFileSync(join(state, ".gitignore"), "utf8")).toBe("mine\n");
  });

  it.each([0o755, 0o770, 0o701])(
    "that came with a project, open to others (%o), is refused with the way to trust it",
    async (mode) => {
      const project = folder();
      mkdirSync(join(project, ".perdure"));
      writeFileSync(join(project, ".perdure", "emulator.json"), "{}");
      chmodSync(join(project, ".perdure"), mode);
      const report = await failureOf(() => findStateFolder(join(project, "docs")));
      expect(report).toMatchObject({
        code: "runtime.misconfigured",
        user_action: { detail: expect.stringContaining(`chmod 700 ${project}`) },
      });
      chmodSync(join(project, ".perdure"), 0o700);
      expect(findStateFolder(project)).toBe(join(project, ".perdure"));
    },
  );

  it("of another user is passed by, and never written to", async () => {
    const project = folder();
    mkdirSync(join(project, "shop"));
    ensureStateFolder(join(project, ".perdure"));
    vi.spyOn(process, "getuid").mockReturnValue(statSync(project).uid + 1);
    expect(findStateFolder(join(project, "shop"))).toBe(join(project, "shop", ".perdure"));
    expect(await failureOf(() => ensureStateFolder(join(project, ".perdure")))).toMatchObject({
      code: "runtime.misconfigured",
    });
  });

  it("is never a link to somewhere else", async () => {
    const project = folder();
    const elsewhere = folder();
    symlinkSync(elsewhere, join(project, ".perdure"));
    expect(await failureOf(() => ensureStateFolder(findStateFolder(project)))).toMatchObject({
      code: "runtime.misconfigured",
    });
    expect(statSync(join(elsewhere, ".gitignore"), { throwIfNoEntry: false })).toBeUndefined();
  });

  it("that cannot be made is named", async () => {
    const project = folder();
    writeFileSync(join(project, ".perdure"), "a file");
    const state = findStateFolder(project);
    expect(await failureOf(() => ensureStateFolder(state))).toMatchObject({
      code: "perdure.folder_not_writable",
      location: { file: state },
    });
    expect(findStateFolder(join(project, "shop.mthds", "x"))).toContain(".perdure");
  });
});
