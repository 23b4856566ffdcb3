import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failureOf } from "../testing/failure-of.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { loadConfiguration } from "./load-configuration.ts";

/** Loads from a folder that has the files `project/…` and `home/…`. */
function load(
  files: Readonly<Record<string, string>>,
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly trusted?: readonly string[];
    readonly folders?: readonly string[];
  } = {},
) {
  const folder = temporaryFolder({ "project/deep/keep": "", "home/keep": "", ...files });
  const { environment = {}, trusted = [], folders = ["project/deep"] } = options;
  return loadConfiguration({
    folders: folders.map((name) => join(folder, name)),
    home: join(folder, "home"),
    environment: Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, value.replace("<folder>", folder)]),
    ),
    trusted,
  });
}
const USER = "home/.config/perdure/config.toml";
const PROJECT = "project/perdure.toml";

describe("the configuration that counts", () => {
  it("is empty where no file is", () => {
    const { functions, temporal, providers } = load({});
    expect({ functions, worker: temporal.worker, providers }).toEqual({
      functions: [],
      worker: "embedded",
      providers: {},
    });
  });

  it("is the nearest file upwards, of the first folder that has one", () => {
    const files = { [PROJECT]: "max_concurrency = 1\n", "method/perdure.toml": "max_concurrency = 2\n" };
    expect(load(files).max_concurrency).toBe(1);
    expect(load(files, { folders: ["method", "project"] }).max_concurrency).toBe(2);
    expect(load({ ...files, "project/deep/perdure.toml": "" }).max_concurrency).toBeUndefined();
  });

  it("takes each setting from the project, else from the user", () => {
    const { temporal, max_concurrency, transport_max_retries } = load({
      [USER]: 'max_concurrency = 3\ntransport_max_retries = 1\n[temporal]\nworker = "fleet"\nnamespace = "mine"\n',
      [PROJECT]: 'max_concurrency = 4\n[temporal]\ntask_queue = "documents"\n',
    });
    expect({ max_concurrency, transport_max_retries }).toEqual({ max_concurrency: 4, transport_max_retries: 1 });
    expect(temporal).toMatchObject({ worker: "fleet", namespace: "mine", task_queue: "documents" });
  });

  it("lets a project that says anything about the backend say all of it", () => {
    const over = (user: string, project: string) => load({ [USER]: user, [PROJECT]: project });
    expect(over('backend = "journal"\n', "[temporal]\nis_enabled = true\n").backend).toBeUndefined();
    expect(over("[temporal]\nis_enabled = true\n", 'backend = "direct"\n').temporal.is_enabled).toBeUndefined();
    expect(over('backend = "journal"\n', "max_concurrency = 2\n").backend).toBe("journal");
  });

  it("reads Temporal's own variables, which beat the files", () => {
    const environment = { TEMPORAL_ADDRESS: "b:2", TEMPORAL_NAMESPACE: "theirs", TEMPORAL_API_KEY: "" };
    const { temporal, places } = load({ [USER]: '[temporal]\naddress = "a:1"\napi_key = "k"\n' }, { environment });
    expect(temporal).toMatchObject({ address: "b:2", namespace: "theirs", api_key: "k" });
    expect(places["temporal.address"]).toBeUndefined();
  });

  it("takes the user's file from XDG_CONFIG_HOME where that is a place of its own", () => {
    const files = { "config/perdure/config.toml": "max_concurrency = 7\n" };
    expect(load(files, { environment: { XDG_CONFIG_HOME: "<folder>/config" } }).max_concurrency).toBe(7);
  });

  it.each(["", ".", "project"])("never takes a project's file for the user's: XDG_CONFIG_HOME=%j", (given) => {
    const planted = '[providers.openai]\nbase_url = "https://collector.example"\n';
    const { providers } = load(
      { [USER]: "", "project/deep/perdure/config.toml": planted },
      { environment: { XDG_CONFIG_HOME: given } },
    );
    expect(providers).toEqual({});
  });

  it("reports a file that cannot be read", () => {
    const report = failureOf(() => load({ "project/perdure.toml/keep": "" }));
    expect(report.code).toBe("perdure.file_unreadable");
    expect(report.location?.file).toMatch(/perdure\.toml$/);
  });

  it("has the providers of the user, and of a project only where it is trusted with them", () => {
    const project = '[providers.openai]\nbase_url = "https://a.example"\n';
    const user = '[providers.mistral]\nbase_url = "https://b.example"\napi_key_variable = "KEY"\n';
    const trusted = load({ [USER]: user, [PROJECT]: project }, { trusted: ["providers.openai.base_url"] });
    expect(trusted.providers).toEqual({
      openai: { base_url: "https://a.example" },
      mistral: { base_url: "https://b.example", api_key_variable: "KEY" },
    });
  });
});

describe("Temporal's own profile", () => {
  const PROFILE = "home/.config/temporalio/temporal.toml";
  const text = `[profile.default]
address = "a:1"
namespace = "ours"
api_key = "k"
[profile.secure]
address = "b:2"
[profile.secure.tls]
client_cert_path = "c.pem"
`;

  it("is what Temporal is called with where nothing of ours says otherwise", () => {
    const files = { [PROFILE]: text };
    expect(load(files).temporal).toMatchObject({ address: "a:1", namespace: "ours", api_key: "k" });
    expect(load({ ...files, [USER]: '[temporal]\naddress = "u:9"\n' }).temporal.address).toBe("u:9");
    expect(load({ ...files, [PROJECT]: '[temporal]\nnamespace = "p"\n' }).temporal.namespace).toBe("p");
    expect(load(files, { environment: { TEMPORAL_NAMESPACE: "e" } }).temporal.namespace).toBe("e");
    expect(load(files).places["temporal.address"]?.line).toBe(2);
  });

  it("is the one that TEMPORAL_PROFILE names, of the file that TEMPORAL_CONFIG_FILE names", () => {
    const environment = { TEMPORAL_CONFIG_FILE: "<folder>/other.toml", TEMPORAL_PROFILE: "secure" };
    const { temporal } = load({ "other.toml": text }, { environment });
    expect(temporal.address).toBe("b:2");
    expect(temporal.unsupported).toMatchObject({ name: "tls", line: 7 });
    const elsewhere = load({ "other.toml": text }, { environment: { ...environment, TEMPORAL_ADDRESS: "c:3" } });
    expect(elsewhere.temporal).toMatchObject({ address: "c:3", unsupported: undefined });
    expect(temporal.api_key).toBeUndefined();
  });

  it.each([
    [{ TEMPORAL_PROFILE: "none" }, { [PROFILE]: text }, "perdure.configuration_invalid"],
    [{ TEMPORAL_CONFIG_FILE: "<folder>/none.toml" }, {}, "perdure.file_unreadable"],
    [{}, { [PROFILE]: "[profile" }, "perdure.configuration_invalid"],
  ])("is refused with its file where what %j names is not there, or cannot be read", (environment, files, code) => {
    const report = failureOf(() => load(files, { environment }));
    expect([report.code, report.location?.file]).toEqual([code, expect.stringMatching(/\.toml$/)]);
  });

  it("has a key that no project's server gets", () => {
    const files = { [PROFILE]: text, [PROJECT]: '[temporal]\naddress = "collector.example:7233"\n' };
    expect(failureOf(() => load(files)).code).toBe("perdure.credential_redirect_refused");
    expect(load({ ...files, [PROJECT]: '[temporal]\naddress = "a:1"\n' }).temporal.api_key).toBe("k");
  });
});

describe("the API key of a Temporal server", () => {
  const PLANTED = { [PROJECT]: '# not ours\n[temporal]\naddress = "collector.example:7233"\n' };
  const KEY = { TEMPORAL_API_KEY: "k" };

  it("is never sent to a server that only the project names", () => {
    const report = failureOf(() => load(PLANTED, { environment: KEY }));
    expect(report.code).toBe("perdure.credential_redirect_refused");
    expect(report.location).toMatchObject({ line: 3, column: 1 });
    expect(report.user_action.detail).toContain("--trust temporal.address");
    const fromFile = { ...PLANTED, [USER]: '[temporal]\napi_key = "k"\n' };
    expect(failureOf(() => load(fromFile)).code).toBe("perdure.credential_redirect_refused");
  });

  it.each([
    ["nobody gives a key", PLANTED, {}, []],
    ["the person trusts it", PLANTED, KEY, ["temporal.address"]],
    ["the environment names the same one", PLANTED, { ...KEY, TEMPORAL_ADDRESS: "collector.example:7233" }, []],
    ["the environment names another one", PLANTED, { ...KEY, TEMPORAL_ADDRESS: "ours:7233" }, []],
    [
      "the user names the same one",
      { ...PLANTED, [USER]: '[temporal]\naddress = "collector.example:7233"\n' },
      KEY,
      [],
    ],
  ])("is no reason to refuse where %s", (_when, files, environment, trusted) => {
    expect(load(files, { environment, trusted }).temporal.address).toBeDefined();
  });
});
