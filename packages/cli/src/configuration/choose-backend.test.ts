import { describe, expect, it } from "vitest";
import { failureOf } from "../testing/failure-of.ts";
import { chooseBackend } from "./choose-backend.ts";
import { EMPTY_CONFIGURATION, type Configuration } from "./configuration.ts";

const place = { file: "/p/perdure.toml", line: 3, column: 1 };
const configured = (backend: string): Partial<Configuration> => ({ backend, places: { backend: place } });
const temporal = (part: Partial<Configuration["temporal"]>): Partial<Configuration> => ({
  temporal: { worker: "embedded", ...part },
  places: { "temporal.is_enabled": place },
});
const NONE: Partial<Configuration> = {};

describe("the backend of a run", () => {
  it.each([
    // flags, PERDURE_BACKEND, configuration, the backend and why
    [{}, undefined, NONE, "direct", "the default"],
    [{}, "", NONE, "direct", "the default"],
    [{}, "journal", NONE, "journal", "PERDURE_BACKEND"],
    [{}, undefined, configured("journal"), "journal", "as perdure.toml:3 says"],
    [{}, undefined, temporal({ is_enabled: true }), "temporal", "as perdure.toml:3 says"],
    [{}, undefined, temporal({ is_enabled: false, address: "a:1" }), "direct", "the default"],
    [{}, undefined, temporal({ address: "a:1" }), "direct", "the default"],
    [{}, "journal", configured("temporal"), "journal", "PERDURE_BACKEND"],
    [{ backend: "direct" }, "journal", configured("temporal"), "direct", "--backend"],
    [{ backend: "temporal", durable: true }, "journal", NONE, "temporal", "--backend"],
    [{ durable: true }, undefined, NONE, "journal", "--durable, as no Temporal is configured"],
    [{ durable: true }, "direct", NONE, "journal", "--durable, as no Temporal is configured"],
    [{ durable: true }, "temporal", NONE, "temporal", "--durable and PERDURE_BACKEND"],
    [{ durable: true }, undefined, configured("direct"), "journal", "--durable, as no Temporal is configured"],
    [{ durable: true }, undefined, configured("temporal"), "temporal", "--durable, as perdure.toml:3 says"],
    [{ durable: true }, undefined, configured("journal"), "journal", "--durable, as perdure.toml:3 says"],
    [{ durable: true }, undefined, temporal({ is_enabled: true }), "temporal", "--durable, as perdure.toml:3 says"],
    [{ durable: true }, undefined, temporal({ address: "a:1" }), "temporal", "--durable, as a Temporal address is set"],
    [
      { durable: true },
      undefined,
      temporal({ is_enabled: false, address: "a:1" }),
      "journal",
      "--durable, as no Temporal is configured",
    ],
  ])("with %j, PERDURE_BACKEND=%s and %j is %s: %s", (flags, variable, configuration, mode, why) => {
    const environment = variable === undefined ? {} : { PERDURE_BACKEND: variable };
    expect(chooseBackend(flags, environment, { ...EMPTY_CONFIGURATION, ...configuration })).toMatchObject({
      mode,
      why,
    });
  });

  it("comes with the place of the setting that chose it", () => {
    expect(chooseBackend({}, {}, { ...EMPTY_CONFIGURATION, ...configured("journal") }).place).toEqual(place);
  });

  it("is refused where the flags contradict each other", () => {
    const choose = () => chooseBackend({ backend: "direct", durable: true }, {}, EMPTY_CONFIGURATION);
    expect(failureOf(choose).code).toBe("request.invalid");
  });
});
