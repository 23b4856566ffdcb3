import { describe, expect, it } from "vitest";
import type { MethodFile } from "../parse-method.ts";
import { withSiblings } from "./with-siblings.ts";

const concept = (domain: string, code: string): MethodFile => ({
  path: `${code}.mthds`,
  text: `domain = "${domain}"\n[concept.${code}]\ndescription = "d"\n`,
});
const reader = (path: string, domain: string, output: string): MethodFile => ({
  path,
  text: `domain = "${domain}"\nmain_pipe = "main"\n[pipe.main]\ntype = "PipeLLM"\ndescription = "d"\noutput = "${output}"\nprompt = "p"\n`,
});
const calling = (path: string, domain: string, pipe: string): MethodFile => ({
  path,
  text: `domain = "${domain}"\n[pipe.run]\ntype = "PipeSequence"\ndescription = "d"\noutput = "Text"\nsteps = [{ pipe = "${pipe}" }]\n`,
});
const chosen = async (asked: MethodFile, ...siblings: readonly MethodFile[]): Promise<readonly string[]> =>
  (await withSiblings([asked], () => Promise.resolve(siblings))).map(({ path }) => path);

describe("a file with its siblings", () => {
  it("is alone where it needs none, and then none is read", async () => {
    const asked = reader("a.mthds", "shop", "Text");
    const files = await withSiblings([asked], () => Promise.reject(new Error("nobody asked")));
    expect(files).toEqual([asked]);
  });

  it("takes what declares a name that it lacks in its own domain, and nothing else of it", async () => {
    const asked = reader("a.mthds", "shop", "Parcel");
    expect(await chosen(asked, concept("shop", "Parcel"), concept("shop", "Crate"))).toEqual([
      "a.mthds",
      "Parcel.mthds",
    ]);
  });

  it("takes all that is of a domain which it names and does not have, so that a slip in the name has something near", async () => {
    const asked = reader("a.mthds", "shop", "depot.Parcle");
    expect(await chosen(asked, concept("depot", "Parcel"), concept("bank", "Coin"))).toEqual([
      "a.mthds",
      "Parcel.mthds",
    ]);
  });

  it("takes what those need in turn", async () => {
    const asked = calling("a.mthds", "shop", "depot.run");
    const next = calling("b.mthds", "depot", "harbour.run");
    expect(await chosen(asked, calling("c.mthds", "harbour", "native_less"), next)).toEqual([
      "a.mthds",
      "b.mthds",
      "c.mthds",
    ]);
  });

  it("does not take a sibling for a reference into another package, or one that is no TOML", async () => {
    const asked = calling("a.mthds", "shop", "depot->goods.run");
    expect(await chosen(asked, calling("b.mthds", "goods", "x"), { path: "c.mthds", text: "= [" })).toEqual([
      "a.mthds",
    ]);
  });
});
