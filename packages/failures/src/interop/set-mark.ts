/**
 * Sets a member of an error so that reading it gives `value`, and says whether it does. A new member is not enumerable,
 * one that is there keeps how it is listed. Never throws: a frozen error or a proxy that refuses stays as it is.
 */
export function setMark(error: object, key: string | symbol, value: unknown): boolean {
  try {
    const own = Reflect.getOwnPropertyDescriptor(error, key);
    const isData = own !== undefined && "value" in own;
    const attributes = own === undefined ? { configurable: true, enumerable: false } : {};
    Reflect.defineProperty(error, key, { ...attributes, ...(isData ? {} : { writable: true }), value });
    return Reflect.get(error, key) === value;
  } catch {
    return false;
  }
}
