import { isEqual } from "../python/operators.ts";
import type { RecordValue, Value } from "../python/value.ts";
import { list } from "../python/value.ts";
import type { Work } from "./work.ts";

/** The `loop` variable for one item (loops never recurse, so its depth is always the first); `changed` keeps what `loop.changed(...)` was last asked about. */
export function loopRecord(
  items: readonly Value[],
  index: number,
  changed: { last: readonly Value[] | undefined },
  work: Work,
): RecordValue {
  const length = items.length;
  const members = new Map<string, Value>([
    ["index", index + 1],
    ["index0", index],
    ["revindex", length - index],
    ["revindex0", length - index - 1],
    ["first", index === 0],
    ["last", index === length - 1],
    ["length", length],
    ["depth", 1],
    ["depth0", 0],
    [
      "cycle",
      {
        kind: "callable",
        name: "cycle",
        call: ({ positional }) =>
          positional.length === 0
            ? work.fail("template.type", "'cycle' needs values.")
            : (positional[index % positional.length] ?? null),
      },
    ],
    [
      "changed",
      {
        kind: "callable",
        name: "changed",
        call({ positional }) {
          const isSame = changed.last !== undefined && isEqual(list(changed.last), list(positional), work);
          changed.last = positional;
          return !isSame;
        },
      },
    ],
  ]);
  const previous = items[index - 1];
  const following = items[index + 1];
  if (previous !== undefined) members.set("previtem", previous);
  if (following !== undefined) members.set("nextitem", following);
  return { kind: "record", name: "loop", members };
}
