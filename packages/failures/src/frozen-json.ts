/** A deep copy of plain JSON data without its undefined members, frozen at every level. */
export function frozenCopy<T>(value: T): T {
  if (Array.isArray(value)) return Object.freeze(value.map((item: unknown) => frozenCopy(item))) as T;
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    // A plain assignment would change the prototype instead of adding a member.
    if (member !== undefined && key !== "__proto__") copy[key] = frozenCopy(member as unknown);
  }
  return Object.freeze(copy) as T;
}
