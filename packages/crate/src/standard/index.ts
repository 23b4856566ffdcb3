export { readStandardCrate } from "./read-standard-crate.ts";
export { sealStandardCrate, standardCrateText, standardFingerprint } from "./seal-standard-crate.ts";
export { STANDARD_VERSION } from "./standard-crate.ts";
export type {
  StandardConcept,
  StandardContent,
  StandardCrate,
  StandardDomain,
  StandardField,
  StandardPipe,
} from "./standard-crate.ts";
