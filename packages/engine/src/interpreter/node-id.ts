import { sha256Hex } from "@perdure/crate";

/** Longest node id before it is cut to a prefix and a hash. */
const LONGEST = 200;

/**
 * Names the children of one parent invocation: the pipe code, with `~n` for the nth child of that code in plan order.
 * Names must be taken in plan order, before anything runs at once.
 */
export function createChildNames(parent: string): (code: string) => string {
  const seen = new Map<string, number>();
  return (code) => {
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return boundedNodeId(`${parent}/${count === 1 ? code : `${code}~${count}`}`);
  };
}

/** The node id of a batch item. */
export function itemNodeId(batch: string, index: number): string {
  return boundedNodeId(`${batch}[${index}]`);
}

/** A node id as it is up to 200 characters, then a prefix and a hash of the whole. */
export function boundedNodeId(id: string): string {
  return id.length <= LONGEST ? id : `${id.slice(0, LONGEST - 33)}#${sha256Hex(id).slice(0, 32)}`;
}
