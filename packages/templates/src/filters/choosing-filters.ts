import { isTruthy, iterate } from "../python/operators.ts";
import { isKind, list, textOf } from "../python/value.ts";
import type { CallArguments, Value } from "../python/value.ts";
import type { Runtime } from "../rendering/runtime.ts";
import { attributeGetter } from "./attribute-getter.ts";
import type { Filter } from "./filter.ts";

const choose = (name: string, byAttribute: boolean, kept: boolean): readonly [string, Filter] => [
  name,
  (value, args, runtime) => {
    const { work } = runtime;
    const [first, ...others] = args.positional;
    if (byAttribute && first === undefined) return work.fail("template.type", `'${name}' needs an attribute.`);
    const get = byAttribute ? attributeGetter(first ?? null, work) : (item: Value) => item;
    const rest = byAttribute ? others : args.positional;
    const holds = testOf(name, { positional: rest, named: args.named }, runtime);
    return list(iterate(value, work).filter((item) => holds(get(item)) === kept));
  },
];

function testOf(name: string, args: CallArguments, runtime: Runtime): (value: Value) => boolean {
  const [test, ...positional] = args.positional;
  if (test === undefined) return isTruthy;
  const testName = textOf(test) ?? runtime.work.fail("template.type", `'${name}' needs the name of a test.`);
  return (value) => runtime.applyTest(testName, value, { positional, named: args.named });
}

/** The filters that apply a test or a filter to every item. */
export const CHOOSING_FILTERS: ReadonlyMap<string, Filter> = new Map([
  choose("select", false, true),
  choose("reject", false, false),
  choose("selectattr", true, true),
  choose("rejectattr", true, false),
  [
    "map",
    (value, args, runtime) => {
      const { work } = runtime;
      const path = args.named.get("attribute");
      const items = iterate(value, work);
      if (path !== undefined && args.positional.length === 0) {
        const get = attributeGetter(path, work, args.named.get("default"));
        return list(items.map((item) => get(item)));
      }
      const [first, ...positional] = args.positional;
      const name =
        textOf(first ?? null) ?? work.fail("template.type", "'map' needs the name of a filter or an attribute.");
      return list(items.map((item) => runtime.applyFilter(name, item, { positional, named: args.named })));
    },
  ],
  [
    "default",
    (value, args, { work }) => {
      const [fallback = args.named.get("default_value") ?? "", whenFalse = args.named.get("boolean") ?? false] =
        args.positional;
      if (args.positional.length > 2) work.fail("template.type", "'default' was given too many arguments.");
      const isMissing = isKind(value, "undefined") || (isTruthy(whenFalse) && !isTruthy(value));
      return isMissing ? fallback : value;
    },
  ],
]);
