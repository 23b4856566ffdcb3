import { describeConformance } from "@perdure/conformance/vitest";
import { inMemoryUnderTest } from "./testing/in-memory-under-test.fixture.ts";

describeConformance(inMemoryUnderTest("direct"));
describeConformance(inMemoryUnderTest("mistral_native"));
