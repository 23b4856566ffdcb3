import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { EMPTY_CONFIGURATION, type BackendRequest } from "@perdure/cli";
import { describe, expect, it } from "vitest";
import { failureOf } from "../testing/failure-of.ts";
import { installPackage } from "../testing/installed-package.ts";
import { temporaryFolders } from "../testing/temporary-folder.ts";
import { checkBackend, resolveBackend } from "./resolve-backend.ts";

const folder = temporaryFolders();
const resolve = (mode: string, project = folder()) => {
  const request: BackendRequest = {
    mode,
    configuration: EMPTY_CONFIGURATION,
    state_folder: join(project, ".perdure"),
    project,
    say: () => undefined,
  };
  return resolveBackend(request);
};

describe("the backend of a name", () => {
  it.each(["direct", "journal"])("%s comes with the command, and says where it runs", async (mode) => {
    const { factory, description } = await resolve(mode);
    expect(factory).toBeTypeOf("function");
    expect(description).toMatch(new RegExp(`^${mode}, .*this`, "u"));
  });

  it("may be a package of the project, which exports its factory as backend", async () => {
    const project = folder();
    installPackage(project, "@acme/queue", { ".": "export const backend = () => ({ mode: 'acme' });" });
    const { factory, description } = await resolve("@acme/queue", project);
    expect(factory({} as never).mode).toBe("acme");
    expect(description).toBe("@acme/queue");
  });

  it.each(["@acme/queue", "perdure-queue"])(
    "that is a package nobody installed is named with its command: %s",
    async (name) => {
      expect(await failureOf(() => resolve(name))).toMatchObject({
        code: "perdure.backend_not_installed",
        message: expect.stringContaining(name),
        user_action: { detail: `Install it: npm install ${name}` },
      });
    },
  );

  it("whose package lacks one of its own is named too", async () => {
    const project = folder();
    installPackage(project, "@acme/queue", { ".": "import 'gone'; export const backend = 1;" });
    expect(await failureOf(() => resolve("@acme/queue", project))).toMatchObject({
      code: "perdure.backend_not_installed",
    });
  });

  it.each(["tempral", "mistral", "journal2"])(
    "that is a slip sends nobody to install a stranger's package: %s",
    async (name) => {
      const report = await failureOf(() => resolve(name));
      expect(report).toMatchObject({
        code: "perdure.backend_unknown",
        message: expect.stringContaining(name),
        user_action: { detail: expect.stringContaining("direct, journal, temporal or mistral-workflows") },
      });
      expect(JSON.stringify(report)).not.toContain("npm install");
    },
  );

  it.each([
    "./evil.js",
    "../evil",
    "/tmp/evil.js",
    "file:///tmp/evil.js",
    "fs",
    "node:fs",
    "",
    "Direct",
    "@acme/queue/deep",
    "a b",
  ])("is never a file, a part of a package or a part of Node: %j", async (name) => {
    const project = folder();
    writeFileSync(join(project, "evil.js"), "throw new Error('loaded')");
    expect(await failureOf(() => resolve(name, project))).toMatchObject({ code: "perdure.backend_unknown" });
  });

  it("that is a package of something else is refused", async () => {
    const project = folder();
    installPackage(project, "@acme/queue", { ".": "export const queue = 1;" });
    expect(await failureOf(() => resolve("@acme/queue", project))).toMatchObject({ code: "perdure.backend_unknown" });
  });

  it("is checked before it is opened: unknown and uninstalled ones are told, ours are there", async () => {
    const check = (mode: string) => {
      const project = folder();
      return checkBackend({
        mode,
        configuration: EMPTY_CONFIGURATION,
        state_folder: join(project, ".perdure"),
        project,
        say: () => undefined,
      });
    };
    await expect(Promise.all(["direct", "journal"].map(check))).resolves.toEqual([undefined, undefined]);
    expect(await failureOf(() => check("tempral"))).toMatchObject({ code: "perdure.backend_unknown" });
    expect(await failureOf(() => check("@acme/queue"))).toMatchObject({ code: "perdure.backend_not_installed" });
  });
});
