import { JOURNAL } from "./backends.mjs";
import { describeKills } from "./kill-test.mjs";

describeKills(JOURNAL);
