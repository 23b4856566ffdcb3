import { JOURNAL } from "./backends.mjs";
import { describeRecovery } from "./recovery-test.mjs";

describeRecovery(JOURNAL);
