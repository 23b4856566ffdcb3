import { byCodePoint } from "@perdure/crate";

/** A version of SemVer 2.0.0. Numbers stay text, so that no length of them loses a digit. */
export interface Version {
  /** As it was written. */
  readonly text: string;
  readonly core: readonly [major: string, minor: string, patch: string];
  /** The identifiers after `-`; empty for a release. */
  readonly prerelease: readonly string[];
}

const NUMBER = "(?:0|[1-9][0-9]*)";
const IDENTIFIER = `(?:${NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)`;
/** What follows the numbers of a version: a pre-release, then build metadata. */
export const VERSION_SUFFIX = `(?:-(?<prerelease>${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?`;
const VERSION = new RegExp(`^(?<major>${NUMBER})\\.(?<minor>${NUMBER})\\.(?<patch>${NUMBER})${VERSION_SUFFIX}$`, "u");
/** Nobody's version is as long; it keeps a hostile one from being carried around. */
const LONGEST = 256;

/** Reads a version. Undefined when it is none. */
export function parseVersion(text: string): Version | undefined {
  const groups = text.length > LONGEST ? undefined : VERSION.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { major = "", minor = "", patch = "", prerelease } = groups;
  return { text, core: [major, minor, patch], prerelease: prerelease?.split(".") ?? [] };
}

/** Orders versions by precedence, lowest first. Build metadata does not count. */
export function compareVersions(left: Version, right: Version): number {
  return compareCore(left.core, right.core) || comparePrereleases(left.prerelease, right.prerelease);
}

/** Orders versions by precedence and, where that is equal, by their text: one order for any list. */
export function orderVersions(left: Version, right: Version): number {
  return compareVersions(left, right) || byCodePoint(left.text, right.text);
}

/** Compares as many numbers as both have. */
export function compareCore(left: readonly string[], right: readonly string[]): number {
  for (const [index, number] of left.slice(0, right.length).entries()) {
    const order = compareNumbers(number, right[index] ?? "0");
    if (order !== 0) return order;
  }
  return 0;
}

function comparePrereleases(left: readonly string[], right: readonly string[]): number {
  // A release comes after all its pre-releases.
  if (left.length === 0 || right.length === 0) return (left.length === 0 ? 1 : 0) - (right.length === 0 ? 1 : 0);
  for (const [index, identifier] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareIdentifiers(left: string, right: string): number {
  const [isLeft, isRight] = [isNumber(left), isNumber(right)];
  if (isLeft && isRight) return compareNumbers(left, right);
  if (isLeft !== isRight) return isLeft ? -1 : 1;
  return byCodePoint(left, right);
}

const isNumber = (identifier: string): boolean => /^[0-9]+$/u.test(identifier);

// Without leading zeros, the longer number is the larger one.
const compareNumbers = (left: string, right: string): number => left.length - right.length || byCodePoint(left, right);
