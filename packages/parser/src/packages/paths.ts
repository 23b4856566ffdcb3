/** A path inside a folder. */
export const pathIn = (folder: string, name: string): string =>
  folder.endsWith("/") ? folder + name : `${folder}/${name}`;

/** The folder that a path lies in; undefined for a root. */
export function parentOf(path: string): string | undefined {
  const slash = path.replace(/\/+$/u, "").lastIndexOf("/");
  if (slash === -1 || path === "/") return undefined;
  const parent = path.slice(0, slash);
  // A drive's own folder has a slash too: without it, it would mean another one.
  return parent === "" || /^[A-Za-z]:$/u.test(parent) ? `${parent}/` : parent;
}

/** A path from a folder, with its `.` and `..` resolved; undefined when it leads above the root. */
export function resolvePath(folder: string, relative: string): string | undefined {
  const segments = folder.split("/");
  for (const segment of relative.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.length > 1) segments.pop();
    else return undefined;
  }
  const path = segments.join("/").replaceAll(/\/{2,}/gu, "/");
  return path === "" ? "/" : path;
}
