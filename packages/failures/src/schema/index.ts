export { failureReportSchema, failureTransportSchema, openFailureReportSchema } from "./failure-schemas.ts";
