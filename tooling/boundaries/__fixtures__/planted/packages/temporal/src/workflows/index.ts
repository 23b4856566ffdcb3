import { call } from "../activities/index.ts";
export const run = call;
