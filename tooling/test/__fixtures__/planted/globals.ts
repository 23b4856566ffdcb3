export const globals: readonly string[] = Object.getOwnPropertyNames(globalThis);
