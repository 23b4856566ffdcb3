/** The files of tests that need a Temporal server: what the first half of a test run leaves out, and all of the second. */
export const SERVER_TESTS = "**/*.server.test.{ts,mjs}";
export const isServerTest = (file) => /\.server\.test\.(?:ts|mjs)$/u.test(file);
