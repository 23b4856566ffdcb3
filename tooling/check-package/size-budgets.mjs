const KB = 1024;

/**
 * The most bytes that an entry may take in a consumer's bundle, minified and gzipped, with everything that it imports. The first two
 * of failures and the first of the parser are promises; the others stand a little above what the entries take, so that growth is seen
 * before it is shipped.
 */
export const SIZE_BUDGETS = {
  "@perdure/failures": {
    ".": 10 * KB,
    "./providers": 15 * KB,
    "./all": 20 * KB,
    "./problem": 10 * KB,
    "./temporal": 10 * KB,
    "./otel": 8 * KB,
    "./json": 8 * KB,
    "./cli": 4 * KB,
    "./interop": 1 * KB,
  },
  "@perdure/crate": { ".": 6 * KB, "./standard": 4 * KB },
  "@perdure/parser": {
    ".": 56 * KB,
    "./editor": 62 * KB,
    "./format": 7 * KB,
    "./packages": 26 * KB,
    "./typescript": 3 * KB,
  },
};
