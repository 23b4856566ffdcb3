import { describeConformance } from "@perdure/conformance/vitest";
import underTest from "./testing/under-test.fixture.ts";

describeConformance(underTest, { module: new URL("./testing/under-test.fixture.ts", import.meta.url).href });
