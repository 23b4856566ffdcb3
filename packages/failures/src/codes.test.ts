import { describe, expect, it } from "vitest";
import { domainOf, isRetryable, listCodes } from "./code-facts.ts";
import { CODES, isFailureCode } from "./codes.ts";
import { CATEGORIES, USER_ACTION_KINDS } from "./report.ts";
import { MTHDS_REGISTRY } from "./testing/mthds-registry.fixture.ts";

const identities = (): string =>
  listCodes()
    .map(({ code, category, title, type_uri, error_type, user_action, status, problem_domain }) =>
      [
        code,
        category,
        domainOf(category) ?? "-",
        status,
        problem_domain,
        isRetryable(category),
        error_type,
        type_uri,
        user_action.kind,
        title,
      ].join(" | "),
    )
    .sort()
    .join("\n");

describe("the table of codes", () => {
  it("is the committed one: who changes an identity changes the fixture too (vitest -u writes it)", async () => {
    await expect(`${identities()}\n`).toMatchFileSnapshot("__fixtures__/codes.txt");
  });

  it("has well-formed rows", () => {
    for (const { code, category, title, user_action } of listCodes()) {
      expect(code).toMatch(/^[a-z]+\.[a-z_]+$/u);
      expect(CATEGORIES).toContain(category);
      expect(USER_ACTION_KINDS).toContain(user_action.kind);
      expect(title).toMatch(/^[A-Z][^.]*$/u);
      expect(user_action.detail).toMatch(/^[A-Z].*\.$/u);
    }
  });

  it("has a title and a type name for each code alone", () => {
    const facts = listCodes();
    for (const name of ["title", "error_type", "type_uri"] as const) {
      expect(new Set(facts.map((fact) => fact[name])).size).toBe(facts.length);
    }
  });

  it("never calls anything but a transient failure retryable", () => {
    expect(CATEGORIES.filter((category) => isRetryable(category))).toEqual(["transient"]);
  });

  it("answers with the status and the domain that the MTHDS registry gives its codes", () => {
    const foreign = listCodes().filter(({ code }) => !code.startsWith("perdure."));
    const said = foreign.map(({ code, status, problem_domain }) => ({ code, status, domain: problem_domain }));
    const rows = foreign.map(({ code }) => MTHDS_REGISTRY.find((row) => row.code === code));
    expect(said).toEqual(rows.map((row) => row && { code: row.code, status: row.status, domain: row.domain }));
  });

  it("knows its own codes and no member of an object's prototype", () => {
    expect(Object.keys(CODES).every((code) => isFailureCode(code))).toBe(true);
    expect([isFailureCode("toString"), isFailureCode("perdure.none"), isFailureCode(null)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
