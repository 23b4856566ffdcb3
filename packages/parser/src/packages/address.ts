const SEGMENT = /^[A-Za-z0-9._-]+$/u;
const LONGEST = 512;

/**
 * Whether a text is a package's address: a host with a dot in it, then a path. A path with an empty segment, `.`, `..` or `.git` is
 * none: addresses name folders of the cache, and no package may name a folder outside its own.
 */
export function isAddress(text: string): boolean {
  if (text.length > LONGEST) return false;
  const [host = "", ...path] = text.split("/");
  const dot = host.indexOf(".", 1);
  if (dot === -1 || dot === host.length - 1 || path.length === 0) return false;
  return [host, ...path].every((segment) => SEGMENT.test(segment) && !OUTSIDE.has(segment));
}
const OUTSIDE: ReadonlySet<string> = new Set([".", "..", ".git"]);

/** The repository that an address lies in, by host and its first two segments; what follows names a package inside. */
export function repositoryOf(address: string): string {
  return address
    .split("/")
    .slice(0, 3)
    .join("/")
    .replace(/\.git$/u, "");
}

/** The URL that a repository is cloned from. */
export function cloneUrlOf(address: string): string {
  return `https://${repositoryOf(address)}.git`;
}
