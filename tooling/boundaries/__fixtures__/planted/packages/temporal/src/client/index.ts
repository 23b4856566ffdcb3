import { leaves } from "../../../operators/src/index.ts";
export const client = leaves;
