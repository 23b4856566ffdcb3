import { bindArguments } from "../python/arguments.ts";
import type { BoundArguments } from "../python/arguments.ts";
import { plainText } from "../printing/plain-text.ts";
import type { Runtime } from "../rendering/runtime.ts";
import { isKind, markup } from "../python/value.ts";
import type { CallArguments, Value } from "../python/value.ts";

/** A filter: takes the value before the `|` and the arguments in brackets. */
export type Filter = (value: Value, args: CallArguments, runtime: Runtime) => Value;

/** A filter with named parameters. */
export function filter(
  name: string,
  parameters: readonly string[],
  run: (value: Value, args: BoundArguments, runtime: Runtime) => Value,
): readonly [string, Filter] {
  return [name, (value, args, runtime) => run(value, bindArguments(args, parameters, name, runtime.work), runtime)];
}

/** A filter that changes a text; what it makes of safe HTML stays safe unless it says otherwise. */
export function textFilter(
  name: string,
  parameters: readonly string[],
  run: (text: string, args: BoundArguments, runtime: Runtime) => string,
  keepsSafety = true,
): readonly [string, Filter] {
  return filter(name, parameters, (value, args, runtime) => {
    const result = run(plainText(value, runtime.work), args, runtime);
    runtime.work.produce(result.length);
    return keepsSafety && isKind(value, "markup") ? markup(result) : result;
  });
}
