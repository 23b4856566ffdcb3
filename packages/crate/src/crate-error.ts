/** Why a crate was not read. */
export type CrateErrorCode =
  | "crate.malformed"
  | "crate.schema_unsupported"
  | "crate.fingerprint_mismatch"
  | "crate.pipe_missing";

const BRAND = Symbol.for("perdure.crate_error");

/** Thrown for a crate that cannot be trusted: malformed, of a newer schema, or changed since it was fingerprinted. */
export class CrateError extends Error {
  readonly code: CrateErrorCode;
  constructor(code: CrateErrorCode, message: string) {
    super(message);
    this.name = "CrateError";
    this.code = code;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Recognises a CrateError of any installed copy of this package. */
export function isCrateError(value: unknown): value is CrateError {
  return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
}
