export { readFailureReport, readFailureTransport } from "../read-report.ts";
