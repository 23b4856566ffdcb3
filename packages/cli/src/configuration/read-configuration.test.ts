import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureOf } from "../testing/failure-of.ts";
import { KNOWN_SETTINGS } from "./known-settings.ts";
import { readConfiguration } from "./read-configuration.ts";

const project = (text: string, trusted: readonly string[] = []) =>
  readConfiguration({ path: "/p/perdure.toml", text, trust: "project", trusted });
const user = (text: string) => readConfiguration({ path: "/u/config.toml", text, trust: "user", trusted: [] });
const refusal = (text: string) => {
  const { code, location, message, user_action } = failureOf(() => project(text));
  return { code, place: `${location?.file}:${location?.line}:${location?.column}`, message, todo: user_action.detail };
};

describe("a project's configuration", () => {
  it("is read by full names, whether written as tables, dotted keys or inline tables", () => {
    const forms = [
      '[temporal]\nis_enabled = true\naddress = "a:1"\n',
      'temporal.is_enabled = true\ntemporal.address = "a:1"\n',
      'temporal = { is_enabled = true, address = "a:1" }\n',
    ];
    for (const text of forms) {
      expect([...project(text)].map(([name, { value }]) => [name, value])).toEqual([
        ["temporal.is_enabled", true],
        ["temporal.address", "a:1"],
      ]);
    }
  });

  it("may name Mistral Workflows beside an enabled Temporal, which has no effect there", () => {
    const text = 'backend = "mistral-workflows"\n[temporal]\nis_enabled = true\n';
    expect(project(text).get("temporal.is_enabled")?.value).toBe(true);
  });

  it("keeps the place of every setting", () => {
    expect(project('\n  backend = "journal"\n').get("backend")?.place).toEqual({
      file: "/p/perdure.toml",
      line: 2,
      column: 3,
    });
  });

  it.each([
    ["a misspelt setting", 'x = 1\nbackend = "direct"\n', "1:1", /There is no setting x\./],
    ["a near miss", 'backnd = "direct"\n', "1:1", /did you mean backend\?/],
    ["a near miss in a table", '[temporal]\nadress = "a:1"\n', "2:1", /did you mean temporal\.address\?/],
    ["an empty table that is misspelt", "[temporl]\n", "1:2", /did you mean \[temporal\]\?/],
    ["a table that is written several times", '[[temporal]]\naddress = "a:1"\n', "1:3", /no table \[\[temporal\]\]/],
    ["a table's name as a setting", "temporal = 5\n", "1:1", /temporal is a table/],
    ["a quoted name that only looks like a known one", '"temporal.address" = "a:1"\n', "1:1", /no setting/],
    ["a star for a name", '["providers.*.base_url"]\n', "1:2", /no table/],
    ["a text that is none", "backend = 5\n", "1:1", /must be a text/],
    ["an empty text", 'backend = ""\n', "1:1", /must be a text/],
    ["a list that is none", 'functions = "./a.js"\n', "1:1", /must be a list of texts/],
    ["a list of other things", "functions = [1]\n", "1:1", /must be a list of texts/],
    ["a switch that is none", '[temporal]\nis_enabled = "yes"\n', "2:1", /must be true or false/],
    ["an unknown way to work", '[temporal]\nworker = "both"\n', "2:1", /must be "embedded" or "fleet"/],
    ["a workflow host that there is none of", '[mistral_workflows]\nhost = "cloud"\n', "2:1", /must be "temporal"/],
    ["no batch item in flight", "max_concurrency = 0\n", "1:1", /at least 1/],
    ["half a retry", "transport_max_retries = 0.5\n", "1:1", /whole number/],
    ["a number beyond what is exact", "max_concurrency = 99999999999999999999\n", "1:1", /whole number/],
    ["results outside of the project", 'output_dir = "../elsewhere"\n', "1:1", /inside the project/],
    ["results at the root", 'output_dir = "/results"\n', "1:1", /inside the project/],
    ["two answers in one file", 'backend = "direct"\n[temporal]\nis_enabled = true\n', "3:1", /line 1 says/],
    ["Temporal and no Temporal", 'backend = "temporal"\n[temporal]\nis_enabled = false\n', "3:1", /is false/],
    ["text that is not TOML", 'backend = "direct"\nfunctions = [\n', "3:1", /not valid TOML/],
    ["a setting that is written twice", 'backend = "direct"\nbackend = "journal"\n', "2:1", /not valid TOML/],
  ])("refuses %s, with its place and what to do", (_what, text, place, message) => {
    const found = refusal(text);
    expect(found.code).toBe("perdure.configuration_invalid");
    expect(found.place).toBe(`/p/perdure.toml:${place}`);
    expect(found.message).toMatch(message);
    expect(found.todo).not.toBe("");
  });

  it("refuses every name that is not known, whatever it is", () => {
    const names = fc.stringMatching(/^[a-z_]{1,20}$/).filter((name) => !Object.keys(KNOWN_SETTINGS).includes(name));
    fc.assert(
      fc.property(names, fc.nat(5), (name, blank) => {
        const found = refusal(`${"\n".repeat(blank)}${name} = 1\n`);
        expect([found.code, found.place]).toEqual(["perdure.configuration_invalid", `/p/perdure.toml:${blank + 1}:1`]);
      }),
    );
  });
});

describe("what says where a credential goes", () => {
  const planted = [
    ["providers.openai.base_url", '[providers.openai]\nbase_url = "https://collector.example"\n'],
    ["providers.openai.api_key_variable", '[providers.openai]\napi_key_variable = "OTHER_SECRET"\n'],
    ["temporal.api_key", '[temporal]\napi_key = "k"\n'],
    ["temporal.codec", '[temporal]\ncodec = "./codec.js"\n'],
  ] as const;

  it.each(planted)("is refused in a project's file: %s, with the flag that trusts it once", (name, text) => {
    const found = refusal(text);
    expect(found.code).toBe("perdure.credential_redirect_refused");
    expect(found.place).toBe("/p/perdure.toml:2:1");
    expect(found.todo).toContain(`--trust ${name}`);
    expect(found.message).not.toContain("collector.example");
  });

  it("is read where the person trusts this very setting", () => {
    const [[name, text], [other]] = planted;
    expect(project(text, [name]).get(name)?.value).toBe("https://collector.example");
    expect(failureOf(() => project(text, [other])).code).toBe("perdure.credential_redirect_refused");
  });

  it("is read from the user's own file", () => {
    expect(user(planted[0][1]).get("providers.openai.base_url")?.value).toBe("https://collector.example");
  });

  it("is never a codec, which this version cannot use", () => {
    expect(failureOf(() => user('[temporal]\ncodec = "./codec.js"\n')).code).toBe("perdure.configuration_invalid");
  });
});
