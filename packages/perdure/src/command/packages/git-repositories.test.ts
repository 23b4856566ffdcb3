import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processIo, runCommand } from "@perdure/cli";
import { hashPackage, parseLock } from "@perdure/parser/packages";
import { afterEach, describe, expect, it } from "vitest";
import { failureOf } from "../../testing/failure-of.ts";
import { createTestRepository, gitEnvironment } from "../../testing/git-repository.ts";
import { temporaryFolders } from "../../testing/temporary-folder.ts";
import { createCommandPorts } from "../command-ports.ts";
import { createGitRepositories } from "./git-repositories.ts";

const folder = temporaryFolders();
const SCALES = "github.com/example/scales";
const opened: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));

const open = (replaced: Readonly<Record<string, string>>, environment = gitEnvironment(folder())) => {
  const repositories = createGitRepositories(environment, new Map(Object.entries(replaced)));
  opened.push(repositories);
  return repositories;
};

describe("repositories read with git", () => {
  it("give their tags, and the files of one with the commit that it points at", async () => {
    const repository = createTestRepository(folder());
    const first = repository.tag("v1.0.0", { "METHODS.toml": "one", "a/b.mthds": "b" });
    const second = repository.tag("v1.1.0", { "METHODS.toml": "two", "é\n.bin": "\u0000\r\nÿ" }, true);
    const repositories = open({ [SCALES]: repository.folder });
    expect((await repositories.tags(SCALES)).toSorted()).toEqual(["v1.0.0", "v1.1.0"]);
    const old = await repositories.checkout(SCALES, "v1.0.0");
    expect(old.commit).toBe(first);
    expect(await old.files.list("/")).toEqual([
      { name: "METHODS.toml", kind: "file" },
      { name: "a", kind: "folder" },
    ]);
    const text = async (path: string) => Buffer.from((await old.files.read(path)) ?? []).toString("utf8");
    expect(await Promise.all(["/METHODS.toml", "/a/b.mthds", "/METHODS.toml"].map(text))).toEqual(["one", "b", "one"]);
    const annotated = await repositories.checkout(SCALES, "v1.1.0");
    expect(annotated.commit).toBe(second);
    expect(Buffer.from((await annotated.files.read("/é\n.bin")) ?? []).toString("utf8")).toBe("\u0000\r\nÿ");
  });

  it("show links and modules as what they are, and run nothing", async () => {
    const source = createTestRepository(folder());
    source.tag("1.0.0", {
      passwd: { link: "/etc/passwd" },
      ".gitattributes": "* text eol=crlf\n",
      "a.mthds": "a\nb\n",
    });
    const home = folder();
    writeFileSync(join(home, "hook-ran"), "no");
    writeFileSync(join(home, ".gitconfig"), `[core]\n\thooksPath = ${home}/hooks\n\tautocrlf = true\n`);
    mkdirSync(join(home, "hooks"));
    writeFileSync(join(home, "hooks", "post-checkout"), `#!/bin/sh\necho yes > ${home}/hook-ran\n`, { mode: 0o755 });
    const { files } = await open({ [SCALES]: source.folder }, gitEnvironment(home)).checkout(SCALES, "1.0.0");
    expect(await files.list("/")).toContainEqual({ name: "passwd", kind: "link" });
    expect(await files.read("/passwd")).toBeUndefined();
    // The bytes of the commit, whatever this machine and the repository say of line ends.
    expect(Buffer.from((await files.read("/a.mthds")) ?? []).toString("utf8")).toBe("a\nb\n");
    expect(readFileSync(join(home, "hook-ran"), "utf8")).toBe("no");
  });

  it("leave nothing behind when they are closed", async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith("perdure-package-"));
    const repository = createTestRepository(folder());
    repository.tag("1.0.0", { "METHODS.toml": "one" });
    const repositories = createGitRepositories(gitEnvironment(folder()), new Map([[SCALES, repository.folder]]));
    await repositories.checkout(SCALES, "1.0.0");
    await repositories.close();
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith("perdure-package-"));
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });

  it("say what cannot be read: no repository, no tag, no git", async () => {
    const nowhere = open({ [SCALES]: folder() });
    expect(await failureOf(() => nowhere.tags(SCALES))).toMatchObject({
      code: "method.dependency_missing",
      message: expect.stringContaining("does not appear to be a git repository") as unknown,
    });
    expect((await failureOf(() => nowhere.checkout(SCALES, "1.0.0"))).code).toBe("method.dependency_missing");
    const without = open({ [SCALES]: folder() }, { ...gitEnvironment(folder()), PATH: folder() });
    expect((await failureOf(() => without.tags(SCALES))).code).toBe("runtime.misconfigured");
  });

  it("read no folder of this machine unless a person names it, whatever git is told", async () => {
    const repository = createTestRepository(folder());
    repository.tag("1.0.0", { "METHODS.toml": "one" });
    const home = folder();
    writeFileSync(
      join(home, ".gitconfig"),
      `[url "file://${repository.folder}"]\n\tinsteadOf = https://${SCALES}.git\n[protocol "file"]\n\tallow = always\n`,
    );
    expect((await failureOf(() => open({}, gitEnvironment(home)).tags(SCALES))).message).toMatch(
      /transport 'file' not allowed/u,
    );
    const allowed = { ...gitEnvironment(home), GIT_ALLOW_PROTOCOL: "file" };
    expect((await failureOf(() => open({}, allowed).tags(SCALES))).message).toMatch(/transport 'file' not allowed/u);
  });
});

describe("the package commands with git", () => {
  const manifest = (name: string, rest = "", version = "1.0.0"): string =>
    `[package]\nname = "${name}"\naddress = "github.com/example/${name}"\nversion = "${version}"\ndescription = "d"\n${rest}`;
  const func = (domain: string, code: string): string =>
    `domain = "${domain}"\nmain_pipe = "${code}"\n[pipe.${code}]\ntype = "PipeCompose"\ndescription = "d"\noutput = "Text"\ntemplate = "${code}"\n`;

  it("lock, install and run a method that builds on two packages, one of them a library's", async () => {
    const library = createTestRepository(folder());
    library.tag("v1.0.0", {
      "deep/springs/METHODS.toml": manifest("springs").replace("example/springs", "example/library"),
      "deep/springs/s.mthds": func("spring", "pull"),
    });
    const scales = createTestRepository(folder());
    const needsSprings = `[dependencies]\nsprings = { address = "github.com/example/library/springs", version = "^1.0.0" }\n`;
    const weigh = `domain = "weighing"\nmain_pipe = "weigh"\n[pipe.weigh]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [{ pipe = "springs->spring.pull" }]\n`;
    const commit = scales.tag("v1.0.0", { "METHODS.toml": manifest("scales", needsSprings), "w.mthds": weigh });
    scales.tag("v1.1.0", { "METHODS.toml": manifest("scales", needsSprings, "1.1.0") });
    const home = folder();
    const shop = folder();
    writeFileSync(
      join(shop, "METHODS.toml"),
      manifest("shop", `[dependencies]\nscales = { address = "${SCALES}", version = "1.*" }\n`),
    );
    writeFileSync(
      join(shop, "a.mthds"),
      `domain = "shop"\nmain_pipe = "main"\n[pipe.main]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [{ pipe = "scales->weighing.weigh" }]\n`,
    );
    const command = async (...args: readonly string[]) => {
      const written = { stdout: "", stderr: "" };
      const stream = (name: "stdout" | "stderr") => ({
        isTerminal: false,
        write: (text: string) => void (written[name] += text),
      });
      const io = {
        ...processIo(),
        folder: shop,
        home,
        environment: gitEnvironment(home),
        stdout: stream("stdout"),
        stderr: stream("stderr"),
      };
      return { code: await runCommand(args, createCommandPorts(), io), ...written };
    };
    const from = ["--from", `${SCALES}=${scales.folder}`, "--from", `github.com/example/library=${library.folder}`];
    expect(await command("package", "lock", ...from)).toMatchObject({ code: 0 });
    const locked = parseLock({ path: "methods.lock", text: readFileSync(join(shop, "methods.lock"), "utf8") });
    expect(locked.packages?.map(({ address, version, source }) => [address, version, source])).toEqual([
      ["github.com/example/library/springs", "1.0.0", "https://github.com/example/library.git"],
      [SCALES, "1.0.0", "https://github.com/example/scales.git"],
    ]);
    expect(locked.packages?.[1]).toMatchObject({
      commit,
      hash: hashPackage([
        { path: "METHODS.toml", bytes: Buffer.from(manifest("scales", needsSprings)) },
        { path: "w.mthds", bytes: Buffer.from(weigh) },
      ]),
    });
    expect((await command("validate", ".")).stdout).toContain("package.dependency_missing");
    expect(await command("package", "install", ...from)).toMatchObject({
      code: 0,
      stdout: "github.com/example/library/springs 1.0.0 installed\ngithub.com/example/scales 1.0.0 installed\n",
    });
    const cache = join(home, ".mthds", "packages", "github.com", "example");
    expect(readdirSync(join(cache, "scales")).toSorted()).toEqual(["1.0.0", "1.0.0.commit"]);
    expect(readFileSync(join(cache, "scales", "1.0.0.commit"), "utf8")).toBe(`${commit}\n`);
    expect(readdirSync(join(home, ".mthds", "packages"))).toEqual(["github.com"]);
    expect(existsSync(join(cache, "library", "springs", "1.0.0", "s.mthds"))).toBe(true);
    // Nothing is fetched any more: the repositories are not named.
    expect(await command("package", "install")).toMatchObject({ code: 0 });
    const run = await command("run", ".", "--json");
    expect([run.code, run.stdout]).toEqual([0, expect.stringContaining("pull")]);
    writeFileSync(join(cache, "scales", "1.0.0", "w.mthds"), `${weigh}# changed\n`);
    expect((await command("run", ".", "--json")).stderr).toContain("package.hash_mismatch");
  });
});
