import { command } from "../../cli/src/index.ts";
export const deep = command;
