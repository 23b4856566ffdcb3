import { TEMPORAL } from "./backends.mjs";
import { describeParity } from "./parity-test.mjs";

describeParity(TEMPORAL);
