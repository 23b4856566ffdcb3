import { CASES } from "@perdure/conformance";
import { describeConformance } from "@perdure/conformance/vitest";
import { temporalUnderTest } from "./testing/under-test.fixture.ts";

const module = new URL("./testing/under-test.fixture.ts", import.meta.url).href;
const isQuick = ({ requires }: (typeof CASES)[number]): boolean => requires.includes("quick_waits");

// Each server for what it is good at: one is a whole server, the other skips the hours that a provider asks to wait.
describeConformance(temporalUnderTest("fleet", "real"), { cases: CASES.filter((one) => !isQuick(one)) });
describeConformance(temporalUnderTest("embedded", "real"), {
  module,
  cases: CASES.filter((one) => !isQuick(one) && !one.id.startsWith("results.") && !one.id.startsWith("failures.")),
});
describeConformance(temporalUnderTest("fleet", "skipping"), { cases: CASES.filter(isQuick) });
