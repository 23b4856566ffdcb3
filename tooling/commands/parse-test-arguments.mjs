/**
 * Which test projects the arguments of `npm test --` name: all when there are none. A package may be named by its folder
 * or its npm name.
 */
export function parseTestArguments(names, known) {
  const projects = names.map((name) => name.replace(/^@perdure\//u, ""));
  const unknown = projects.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    return { ok: false, message: `There is no package "${unknown}". Known: ${known.join(", ")}` };
  }
  return { ok: true, projects: projects.length === 0 ? [...known] : [...new Set(projects)] };
}
