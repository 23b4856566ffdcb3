import { bundleOf, callerOf, manifestOf } from "../package-disk.ts";
import type { DiagnosticCode, Severity } from "../../diagnostics/diagnostic-codes.ts";

/** Files by path; the package that is loaded is in the folder `shop`. */
export type Disk = Readonly<Record<string, string>>;

/** A rule of packages, and how this parser keeps it. */
export interface PackageRule {
  /** Its number in the reference of the language. */
  readonly rule: string;
  readonly says: string;
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** Keeps the rule: no diagnostic of the code, and no error. */
  readonly valid: Disk;
  /** Breaks it once, at the one stretch marked `«like this»`: the code there. */
  readonly invalid: Disk;
}

export const SHOP = "github.com/example/shop";
export const SCALES = "github.com/example/scales";
const IDENTITY = manifestOf("shop", SHOP);
const BUNDLE = bundleOf("shop", "serve", "pack");

/** The shop with a manifest. */
export const shopOf = (manifest: string, bundle = BUNDLE): Disk => ({
  "shop/METHODS.toml": manifest,
  "shop/shop.mthds": bundle,
});

/** A manifest with more lines after the identity. */
export const withLines = (lines: string): string => `${IDENTITY}${lines}\n`;

/** A manifest with one line of the identity written otherwise, or left out. */
export const instead = (key: string, line: string): string =>
  IDENTITY.replace(new RegExp(`^${key} = .*\n`, "mu"), line === "" ? "" : `${line}\n`);

/** The shop that calls the scales, which lie beside it. */
export const withScales = (
  line = `scales = { address = "${SCALES}", version = "^1.0.0", path = "../scales" }`,
  called = '"scales->weighing.weigh"',
): Disk => ({
  "shop/METHODS.toml": withLines(`[dependencies]\n${line}`),
  "shop/shop.mthds": callerOf("shop", "CALLED").replace('"CALLED"', called),
  "scales/METHODS.toml": manifestOf("scales", SCALES, `[exports.weighing]\npipes = ["weigh"]\n`, "1.2.0"),
  "scales/weighing.mthds": bundleOf("weighing", "weigh", "calibrate"),
});

/** A row of an error. */
export const row = (
  rule: string,
  says: string,
  code: DiagnosticCode,
  [valid, invalid]: readonly [valid: Disk, invalid: Disk],
  severity: Severity = "error",
): PackageRule => ({ rule, says, code, severity, valid, invalid });
