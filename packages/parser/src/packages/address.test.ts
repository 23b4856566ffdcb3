import { describe, expect, it } from "vitest";
import { cloneUrlOf, isAddress, repositoryOf } from "./address.ts";

describe("an address", () => {
  it.each(["github.com/acme/tools", "git.example.org/a", "github.com/acme/library/tools", "a.b/c_d.e-f"])(
    "is %s",
    (text) => {
      expect(isAddress(text)).toBe(true);
    },
  );

  it.each([
    "tools",
    "acme/tools",
    "github.com",
    "github.com/",
    "github.com/acme/",
    "github.com//tools",
    "github.com/acme/../../etc",
    "github.com/acme/./tools",
    "../x.y/z",
    "github.com/acme/.git",
    "github.com/acme/to ols",
    "https://github.com/acme/tools",
    `github.com/${"a".repeat(600)}`,
  ])("is not %s", (text) => {
    expect(isAddress(text)).toBe(false);
  });

  it.each([
    ["github.com/acme/tools", "github.com/acme/tools", "https://github.com/acme/tools.git"],
    ["github.com/acme/library/tools/x", "github.com/acme/library", "https://github.com/acme/library.git"],
    ["github.com/acme/tools.git", "github.com/acme/tools", "https://github.com/acme/tools.git"],
    ["git.example.org/tools", "git.example.org/tools", "https://git.example.org/tools.git"],
  ])("%s lies in the repository %s, cloned from %s", (address, repository, url) => {
    expect([repositoryOf(address), cloneUrlOf(address)]).toEqual([repository, url]);
  });
});
