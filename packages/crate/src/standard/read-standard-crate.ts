import { CrateError } from "../crate-error.ts";
import { standardFingerprint } from "./seal-standard-crate.ts";
import { STANDARD_VERSION } from "./standard-crate.ts";
import type { StandardCrate } from "./standard-crate.ts";

/**
 * Reads a library crate from its JSON. Throws a CrateError: `crate.malformed` for what is none, with the member that is at fault;
 * `crate.schema_unsupported` for one of a later version of the standard; `crate.fingerprint_mismatch` for one that is not what its
 * fingerprint says, because something in it was changed, lost or added.
 */
export function readStandardCrate(json: unknown): StandardCrate {
  const crate = objectAt(json, "A crate");
  const version = stringAt(crate["mthds_version"], "'mthds_version'");
  if (!/^\d+\.\d+\.\d+/u.test(version)) throw malformed("'mthds_version' is a version such as 3.0.0");
  for (const name of Object.keys(crate)) {
    if (!MEMBERS.has(name)) throw malformed(`A crate has no member '${name.slice(0, 100)}'`);
  }
  checkValues(json);
  const entries = ["concepts", "pipes", "domains"].map((name) => objectAt(crate[name], `'${name}'`));
  for (const [ref, entry] of entries.flatMap((some) => Object.entries(some))) objectAt(entry, `'${ref.slice(0, 100)}'`);
  const fingerprint = stringAt(crate["fingerprint"], "'fingerprint'");
  if (!/^[0-9a-f]{64}$/u.test(fingerprint)) throw malformed("'fingerprint' is 64 lowercase hexadecimal digits");
  for (const file of Object.values(objectAt(crate["source_map"] ?? {}, "'source_map'"))) stringAt(file, "A source");
  if (standardFingerprint(json as StandardCrate) !== fingerprint) {
    if (majorOf(version) > majorOf(STANDARD_VERSION)) {
      const message = `This version reads crates of MTHDS ${STANDARD_VERSION} and older, not ${version}`;
      throw new CrateError("crate.schema_unsupported", message);
    }
    throw new CrateError("crate.fingerprint_mismatch", "The crate is not the one that its fingerprint names");
  }
  return json as StandardCrate;
}

const MEMBERS: ReadonlySet<string> = new Set([
  "mthds_version",
  "concepts",
  "pipes",
  "domains",
  "source_map",
  "fingerprint",
]);

/** Far beyond what a method has, and far below what a stack holds. */
const DEEPEST = 100;

/** A member without a value is no part of the fingerprint, so one could be added unseen. */
function checkValues(value: unknown, depth = 0): void {
  if (value === null) throw malformed("A member without a value is left out, not null");
  if (typeof value !== "object") return;
  if (depth > DEEPEST) throw malformed(`A crate is nested ${DEEPEST} times at most`);
  for (const member of Object.values(value)) checkValues(member, depth + 1);
}

const majorOf = (version: string): number => Number.parseInt(version, 10);
const malformed = (message: string): CrateError => new CrateError("crate.malformed", message);

function objectAt(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw malformed(`${what} is an object`);
}

function stringAt(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw malformed(`${what} is a string`);
}
