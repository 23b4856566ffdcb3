import { findStuff } from "../memory/memory.ts";
import type { PureContext } from "../pure/pure-piece.ts";
import { inlineContent } from "../contents/stored-content.ts";
import type { LoadedStuff } from "../pure/template-context.ts";
import type { Memory } from "../memory/memory.ts";
import type { Stuff } from "../memory/values.ts";
import type { Invocation, Walk } from "./walk.ts";

/** The stuffs that some names reach; names without a value are left out. */
export function stuffsOf(memory: Memory, names: readonly string[]): Readonly<Record<string, Stuff>> {
  const stuffs: Record<string, Stuff> = {};
  for (const name of names) {
    const stuff = findStuff(memory, name);
    if (stuff !== undefined) stuffs[name] = stuff;
  }
  return stuffs;
}

/** The context of a pure piece where every value that it reads travels inline; undefined where one must be loaded. */
export function inlineContext(
  walk: Walk,
  invocation: Invocation,
  stuffs: Readonly<Record<string, Stuff>>,
): PureContext | undefined {
  const loaded: Record<string, LoadedStuff> = {};
  for (const [name, stuff] of Object.entries(stuffs)) {
    const content = inlineContent(stuff.value);
    if (content === undefined) return undefined;
    loaded[name] = { stuff, content };
  }
  return { concepts: walk.job.plan.concepts, stuffs: loaded, parameters: invocation.parameters };
}
