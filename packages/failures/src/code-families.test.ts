import { describe, expect, it } from "vitest";
import { isRetryable } from "./code-facts.ts";
import { readCodeFacts } from "./code-families.ts";
import { isFailureCode } from "./codes.ts";
import { MTHDS_REGISTRY } from "./testing/mthds-registry.fixture.ts";

const others = MTHDS_REGISTRY.filter(({ code }) => !isFailureCode(code));
type Word = string | number | undefined;
const differs = (ours: Word, theirs: Word): string => (ours === theirs ? `${ours}` : `${ours} (not ${theirs})`);

describe("a code that is not in the table", () => {
  it("is read as its family, and never as one that invites a repeat or whose outcome is not known", () => {
    const read = [...others.map(({ code }) => code), "auth.later", "moon.full", "pipelex.storage.unavailable", "x"];
    for (const code of read) {
      expect(isRetryable(readCodeFacts(code).category)).toBe(false);
      expect(readCodeFacts(code).category).not.toBe("ambiguous");
    }
  });

  it("is read as the committed list says, with what the registry says where that differs", async () => {
    const lines = others.map(({ code, status, domain, retry }) => {
      const facts = readCodeFacts(code);
      const words = [facts.category, differs(facts.status, status), differs(facts.problem_domain, domain)];
      return [code, ...words, facts.user_action.kind, `retry no${retry === "no" ? "" : ` (not ${retry})`}`].join(" | ");
    });
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("__fixtures__/codes-by-family.txt");
  });

  it("has the domain that the registry gives every code of a family, where it gives one", () => {
    const shared = ["auth", "account", "input"];
    const read = others.filter(({ code }) => shared.includes(code.split(".")[0] ?? ""));
    expect(read.length).toBeGreaterThan(4);
    for (const { code, domain } of read) expect(readCodeFacts(code).problem_domain).toBe(domain);
  });

  it("is its own title, and has the registry's type URI", () => {
    expect(readCodeFacts("auth.forbidden")).toMatchObject({
      title: "auth.forbidden",
      type_uri: "https://mthds.ai/errors/auth.forbidden",
      error_type: "AuthForbidden",
    });
    expect(readCodeFacts("toString").category).toBe("unknown");
    expect(readCodeFacts("__proto__.x").category).toBe("unknown");
  });
});
