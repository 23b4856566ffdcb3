/** The most characters (UTF-16 code units) that one file may have. */
export const FILE_LENGTH_LIMIT = 1_000_000;
/** The most characters that all files of a method may have together. */
export const METHOD_LENGTH_LIMIT = 8_000_000;
