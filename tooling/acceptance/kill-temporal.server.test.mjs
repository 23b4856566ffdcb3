import { TEMPORAL } from "./backends.mjs";
import { describeKills } from "./kill-test.mjs";

describeKills(TEMPORAL);
