import { missing } from "./nowhere.ts";
export const lost = missing;
