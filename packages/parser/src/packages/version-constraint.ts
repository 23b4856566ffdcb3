import { compareCore, compareVersions, parseVersion, VERSION_SUFFIX } from "./semver.ts";
import type { Version } from "./semver.ts";

type Operator = "==" | "!=" | "^" | "~" | ">=" | ">" | "<=" | "<";

/** One condition. `numbers` are those that are written: `1.2.*` and `1.2` have two, `*` has none. */
interface Comparator {
  readonly operator: Operator;
  readonly numbers: readonly string[];
  /** The whole version, where all three numbers are written. */
  readonly version: Version | undefined;
}

/** What a version must be: all of its conditions hold. */
export interface VersionConstraint {
  /** As it was written, without white space around it. */
  readonly text: string;
  readonly comparators: readonly Comparator[];
}

const NUMBER = "(?:0|[1-9][0-9]*)";
const WILDCARD = new RegExp(`^(?:(?<major>${NUMBER})\\.(?:(?<minor>${NUMBER})\\.)?)?\\*$`, "u");
const COMPARATOR = new RegExp(
  `^(?<operator>==|!=|>=|<=|\\^|~|>|<)?(?<major>${NUMBER})(?:\\.(?<minor>${NUMBER})(?:\\.(?<patch>${NUMBER})(?<suffix>${VERSION_SUFFIX}))?)?$`,
  "u",
);
/** No manifest asks for as much; it keeps a hostile one from being carried around. */
const LONGEST = 1000;

/**
 * Reads a version constraint: `1.2.3`, `^1.2.3`, `~1.2.3`, `>=`, `>`, `<=`, `<`, `==` and `!=` before a version, `*`, `1.*`,
 * `1.2.*`, a part of a version (`1.2` is `1.2.*`), and several of these joined by commas, which must all hold. Undefined when it
 * is none.
 */
export function parseConstraint(text: string): VersionConstraint | undefined {
  if (text.length > LONGEST) return undefined;
  const trimmed = text.trim();
  const comparators = trimmed.split(",").map((part) => parseComparator(part.trim()));
  if (!comparators.every((comparator) => comparator !== undefined)) return undefined;
  return { text: trimmed, comparators };
}

/**
 * Whether a version is allowed. `^` keeps the major number and `~` the minor one, as the standard says it, for `0.x` too. A
 * pre-release is allowed only where the constraint names a pre-release of the same three numbers.
 */
export function satisfies(version: Version, { comparators }: VersionConstraint): boolean {
  if (!comparators.every((comparator) => holds(version, comparator))) return false;
  return version.prerelease.length === 0 || comparators.some((comparator) => admits(comparator, version));
}

/** A constraint that says what a malformed one seems to mean, where a slip of the pen explains it. */
export function suggestConstraint(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const mended = text
    .trim()
    .replaceAll(/\s*\|\|.*$/gu, "")
    .replaceAll(/([=<>~^!])\s+/gu, "$1")
    .replaceAll(/(?<![=<>!])=(?!=)/gu, "==")
    .replaceAll(/\bv(?=[0-9])/gu, "")
    .replaceAll(/\.[xX](?=$|[\s,.])/gu, ".*")
    .replaceAll(/\.\*\.\*/gu, ".*")
    .replaceAll(/\s*,\s*|\s+/gu, ", ");
  return parseConstraint(mended)?.text;
}

function parseComparator(text: string): Comparator | undefined {
  const wildcard = WILDCARD.exec(text)?.groups;
  if (wildcard !== undefined) return { operator: "==", numbers: written(wildcard), version: undefined };
  const groups = COMPARATOR.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const numbers = written(groups);
  const version = numbers.length < 3 ? undefined : parseVersion(`${numbers.join(".")}${groups["suffix"] ?? ""}`);
  if (numbers.length === 3 && version === undefined) return undefined;
  return { operator: (groups["operator"] ?? "==") as Operator, numbers, version };
}

const written = (groups: Readonly<Record<string, string | undefined>>): readonly string[] =>
  [groups["major"], groups["minor"], groups["patch"]].filter((number) => number !== undefined);

function holds(version: Version, { operator, numbers, version: bound }: Comparator): boolean {
  // Of a part of a version, only the written numbers count: 1.2.9 is neither above nor below 1.2.
  const order = bound === undefined ? compareCore(version.core, numbers) : compareVersions(version, bound);
  const keeps = (count: number): boolean => compareCore(version.core, numbers.slice(0, count)) === 0;
  switch (operator) {
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case ">=":
      return order >= 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case "<":
      return order < 0;
    case "^":
      return order >= 0 && keeps(1);
    case "~":
      return order >= 0 && keeps(2);
  }
}

function admits({ operator, version: bound }: Comparator, version: Version): boolean {
  if (bound === undefined || bound.prerelease.length === 0 || operator === "!=") return false;
  return compareCore(bound.core, version.core) === 0;
}
