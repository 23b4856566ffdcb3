import type { BackendUnderTest } from "@perdure/conformance";
import { direct } from "../direct.ts";

const underTest: BackendUnderTest = { name: "direct", open: (host) => direct()(host) };
export default underTest;
