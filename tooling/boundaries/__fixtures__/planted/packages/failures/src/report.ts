import { parse } from "../../parser/src/index.ts";
export const upward = parse;
