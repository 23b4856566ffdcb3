export const leaves = 1;
