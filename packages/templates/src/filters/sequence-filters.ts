import { concatenate } from "../python/arithmetic.ts";
import { attribute, lengthOf, slice } from "../python/access.ts";
import { compare, dictKey, iterate, mappingOf, unwrap } from "../python/operators.ts";
import { refuseUndefined } from "../python/python-text.ts";
import { isKind, list, textOf, tuple, typeName } from "../python/value.ts";
import type { Value } from "../python/value.ts";
import type { Work } from "../rendering/work.ts";
import { attributeGetter } from "./attribute-getter.ts";
import { filter } from "./filter.ts";
import type { Filter } from "./filter.ts";

const NOTHING_THERE = { kind: "undefined", path: "item", strict: false, missing: "attribute", offset: 0 } as const;

const extreme = (name: string, sign: number) =>
  filter(name, ["case_sensitive", "attribute"], (value, args, { work }) => {
    const key = sortKey(args.get("attribute") ?? null, args.flag("case_sensitive", false), work);
    const [first, ...rest] = iterate(value, work);
    if (first === undefined) return { ...NOTHING_THERE, offset: work.offset };
    return rest.reduce((best, item) => (compare(key(item), key(best), work) * sign > 0 ? item : best), first);
  });

/** The filters over lists and dicts that need no other filter. */
export const SEQUENCE_FILTERS: ReadonlyMap<string, Filter> = new Map([
  filter("length", [], (value, _, { work }) => lengthOf(value, work)),
  filter("count", [], (value, _, { work }) => lengthOf(value, work)),
  filter("first", [], (value, _, { work }) => iterate(value, work)[0] ?? orNothing(iterate(value, work), work)),
  filter("last", [], (value, _, { work }) => iterate(value, work).at(-1) ?? orNothing(iterate(value, work), work)),
  filter("list", [], (value, _, { work }) => list(iterate(value, work))),
  filter("join", ["d", "attribute"], (value, args, runtime) => {
    const { work } = runtime;
    const get = attributeGetter(args.get("attribute") ?? null, work);
    const separator = args.get("d") ?? "";
    const parts = iterate(value, work).flatMap((item, index) => (index === 0 ? [get(item)] : [separator, get(item)]));
    return concatenate(parts, work, runtime.autoescape);
  }),
  filter("reverse", [], (value, _, { work }) => {
    const text = textOf(unwrap(value));
    return text === undefined ? list(iterate(value, work).toReversed()) : slice(value, [null, null, -1], work);
  }),
  filter("sort", ["reverse", "case_sensitive", "attribute"], (value, args, { work }) => {
    const paths = textOf(args.get("attribute") ?? null)?.split(",") ?? [args.get("attribute") ?? null];
    const keys = paths.map((path) => sortKey(path, args.flag("case_sensitive", false), work));
    const keyed = iterate(value, work).map((item) => ({ item, key: tuple(keys.map((key) => key(item))) }));
    const sign = args.flag("reverse", false) ? -1 : 1;
    return list(keyed.toSorted((a, b) => sign * compare(a.key, b.key, work)).map(({ item }) => item));
  }),
  extreme("min", -1),
  extreme("max", 1),
  filter("unique", ["case_sensitive", "attribute"], (value, args, { work }) => {
    const key = sortKey(args.get("attribute") ?? null, args.flag("case_sensitive", false), work);
    const seen = new Set<string>();
    const kept = iterate(value, work).filter((item) => {
      const name = dictKey(key(item), work);
      const isNew = !seen.has(name);
      seen.add(name);
      return isNew;
    });
    return list(kept);
  }),
  filter("groupby", ["attribute", "default", "case_sensitive"], (value, args, { work }) => {
    const path = args.required("attribute");
    const read = attributeGetter(path, work, args.get("default"));
    const fold = folded(args.flag("case_sensitive", false));
    const keyed = iterate(value, work).map((item) => ({ item, found: read(item) }));
    const sorted = keyed.toSorted((a, b) => compare(fold(a.found), fold(b.found), work));
    const groups: { readonly found: Value; readonly items: Value[] }[] = [];
    for (const { item, found } of sorted) {
      const group = groups.at(-1);
      if (group !== undefined && compare(fold(group.found), fold(found), work) === 0) group.items.push(item);
      else groups.push({ found, items: [item] });
    }
    return list(groups.map(({ found, items }) => groupTuple(found, list(items))));
  }),
  filter("batch", ["linecount", "fill_with"], (value, args, { work }) => {
    const size = args.integer("linecount", 0);
    if (size < 1) return work.fail("template.type", "The number of items in a batch must be at least 1.");
    const items = iterate(value, work);
    const rows: Value[] = [];
    for (let start = 0; start < items.length; start += size) {
      rows.push(list(filled(items.slice(start, start + size), size, args.get("fill_with"), work)));
    }
    return list(rows);
  }),
  filter("slice", ["slices", "fill_with"], (value, args, { work }) => {
    const count = args.integer("slices", 0);
    if (count < 1) return work.fail("template.type", "The number of slices must be at least 1.");
    work.step(count);
    const items = iterate(value, work);
    const size = Math.floor(items.length / count);
    const longer = items.length % count;
    return list(
      Array.from({ length: count }, (_, index) => {
        const start = index * size + Math.min(index, longer);
        const part = items.slice(start, start + size + (index < longer ? 1 : 0));
        return list(index < longer || longer === 0 ? part : filled(part, size + 1, args.get("fill_with"), work));
      }),
    );
  }),
  filter("items", [], (value, _, { work }) => {
    const plain = unwrap(value);
    if (isKind(plain, "undefined")) return plain.strict ? refuseUndefined(plain, work) : list([]);
    const entries = mappingOf(plain, work);
    if (entries === undefined)
      return work.fail("template.type", `A dict is needed, not a value of type ${typeName(plain)}.`);
    return list([...entries.values()].map(([key, member]) => tuple([key, member])));
  }),
  filter("dictsort", ["case_sensitive", "by", "reverse"], (value, args, { work }) => {
    const entries = mappingOf(unwrap(value), work);
    if (entries === undefined)
      return work.fail("template.type", `A dict is needed, not a value of type ${typeName(value)}.`);
    const by = args.text("by", "key");
    if (by !== "key" && by !== "value") return work.fail("template.type", "'by' must be key or value.");
    const fold = folded(args.flag("case_sensitive", false));
    const sign = args.flag("reverse", false) ? -1 : 1;
    const place = by === "key" ? 0 : 1;
    const sorted = [...entries.values()].toSorted((a, b) => sign * compare(fold(a[place]), fold(b[place]), work));
    return list(sorted.map(([key, member]) => tuple([key, member])));
  }),
  filter("attr", ["name"], (value, args, { work }) => attribute(value, args.text("name", ""), work)),
]);

// An item that is None is null, which is an answer; only an empty collection has none.
function orNothing(items: readonly Value[], work: Work): Value {
  return items.length > 0 ? null : { ...NOTHING_THERE, offset: work.offset };
}

function folded(caseSensitive: boolean): (value: Value) => Value {
  return (value) => {
    const text = textOf(unwrap(value));
    return text === undefined || caseSensitive ? value : text.toLowerCase();
  };
}

function sortKey(path: Value, caseSensitive: boolean, work: Work): (value: Value) => Value {
  const get = attributeGetter(path, work);
  const fold = folded(caseSensitive);
  return (value) => fold(get(value));
}

function filled(items: readonly Value[], size: number, fill: Value | undefined, work: Work): readonly Value[] {
  if (fill === undefined || fill === null || items.length >= size) return items;
  work.step(size - items.length);
  return [...items, ...Array.from({ length: size - items.length }, () => fill)];
}

// Groups are pairs that also answer to `grouper` and `list`.
function groupTuple(grouper: Value, items: Value): Value {
  return { ...tuple([grouper, items]), names: ["grouper", "list"] };
}
