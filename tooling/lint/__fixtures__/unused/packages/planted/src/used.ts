import "undeclared-dependency";

export const used = 1;
export const unused = 2;
export type Unused = typeof unused;
