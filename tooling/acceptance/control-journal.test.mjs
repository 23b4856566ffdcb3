import { JOURNAL } from "./backends.mjs";
import { describeControl } from "./control-test.mjs";

describeControl(JOURNAL);
