import { byCodePoint } from "@perdure/crate";
import type { LockedPackage } from "./lock.ts";
import { quotedToml } from "./quoted-toml.ts";

/** The text of a methods.lock: packages by address, the same bytes for the same packages. Empty when there are none. */
export function renderLock(packages: readonly LockedPackage[]): string {
  return packages
    .toSorted((left, right) => byCodePoint(left.address, right.address))
    .map(renderPackage)
    .join("\n");
}

const KEYS = ["version", "hash", "fingerprint", "source", "commit"] as const;

function renderPackage(locked: LockedPackage): string {
  const lines = KEYS.flatMap((key) => {
    const value = locked[key];
    return value === undefined ? [] : [`${key} = ${quotedToml(value)}\n`];
  });
  return `[${quotedToml(locked.address)}]\n${lines.join("")}`;
}
