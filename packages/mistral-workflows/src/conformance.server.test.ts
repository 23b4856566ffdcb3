import { CASES } from "@perdure/conformance";
import { describeConformance } from "@perdure/conformance/vitest";
import { temporalUnderTest } from "./testing/temporal-under-test.fixture.ts";

const module = new URL("./testing/temporal-under-test.fixture.ts", import.meta.url).href;
const isQuick = ({ requires }: (typeof CASES)[number]): boolean => requires.includes("quick_waits");
const quick = CASES.filter(isQuick);
const others = CASES.filter((one) => !isQuick(one));

// Each server for what it is good at: one is a whole server, the other skips the hours that a provider asks to wait.
describeConformance(temporalUnderTest("mistral_native", "real", "fleet"), { module, cases: others });
describeConformance(temporalUnderTest("direct", "real"), { cases: others });
describeConformance(temporalUnderTest("mistral_native", "skipping"), { cases: quick });
describeConformance(temporalUnderTest("direct", "skipping"), { cases: quick });
