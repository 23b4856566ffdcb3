import { TEMPORAL } from "./backends.mjs";
import { describeControl } from "./control-test.mjs";

describeControl(TEMPORAL);
