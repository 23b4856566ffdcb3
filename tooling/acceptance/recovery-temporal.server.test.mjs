import { TEMPORAL } from "./backends.mjs";
import { describeRecovery } from "./recovery-test.mjs";

describeRecovery(TEMPORAL);
