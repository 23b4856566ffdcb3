import { JOURNAL } from "./backends.mjs";
import { describeParity } from "./parity-test.mjs";

describeParity(JOURNAL);
