const FRAME = /^ *at .*?(?<file>[^/\\():]+):(?<line>\d+):(?<column>\d+)\)?$/u;
const NAME = /^[A-Za-z]\w{0,60}$/u;

/**
 * What somebody else's code threw, by its kind and the place of its own code: `a TypeError at functions.js:3:14`. Never its
 * message, which may hold anything, and no folders.
 */
export function describeThrown(error: unknown): string {
  if (!(error instanceof Error)) return "what is no error";
  const kind = typeof error.name === "string" && NAME.test(error.name) ? error.name : "Error";
  const place = placeOf(error);
  return `${/^[AEIOU]/iu.test(kind) ? "an" : "a"} ${kind}${place === undefined ? "" : ` at ${place}`}`;
}

/** The innermost frame that is no part of Node or of a library. */
function placeOf({ stack, message }: Error): string | undefined {
  const start = stack?.indexOf(message) ?? -1;
  // A stack that does not begin with the message as it is could have a line of it that looks like a frame.
  if (stack === undefined || start === -1) return undefined;
  const own = stack
    .slice(start + message.length)
    .split("\n")
    .find((line) => FRAME.test(line) && !/node:|node_modules|<anonymous>/u.test(line));
  const { file, line, column } = (own === undefined ? undefined : FRAME.exec(own)?.groups) ?? {};
  return file === undefined ? undefined : `${file}:${line}:${column}`;
}
