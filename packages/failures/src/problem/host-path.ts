const AFTER = String.raw`(?:^|[\s"'\x60(\[{<=:,;|])`;
const HOST_PATHS = [
  new RegExp(String.raw`${AFTER}\/[^\s/"'\x60)\]}>,;|]`, "u"),
  new RegExp(String.raw`${AFTER}~[\w.-]*\/`, "u"),
  /(?:^|[^A-Za-z])[A-Za-z]:[\\/]/u,
  /\\\\[^\s\\]+\\/u,
  /\bfile:/iu,
];

/**
 * Whether a text names a place in a file system: an absolute path of any system, one from a home folder, or a file URL.
 * Errs towards yes: the path of a route reads as one too.
 */
export function namesHostPath(text: string): boolean {
  return HOST_PATHS.some((pattern) => pattern.test(text));
}
