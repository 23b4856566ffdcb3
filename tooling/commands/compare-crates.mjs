import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/** Crates of the reference runtime that ours differ from, each with the reason. */
const CRATE_DIFFERENCES = [
  {
    path: "pipelex-tests-valid/wheel-corpus/operator_compose_delivery_docket",
    why: "the reference writes a construct in a form of its own, `construct_blueprint`; the standard's object has the members of a bundle",
  },
  {
    path: "pipelex-tests-valid/legacy-plx/concepts/datetime",
    why: "the reference gives a domain without a description an empty one; the standard leaves out what has no value",
  },
  ...["pipelex-starter/history/my_project/hello_world", "cocode/tests/pipelines/hello_world"].map((path) => ({
    path,
    why: 'the reference drops `max_tokens = "auto"` from a model\'s settings; the standard keeps what is written',
  })),
];

/**
 * What is wrong where our crates are held against the reference's, a sentence each: another concept, pipe or domain in one that is not
 * among the differences on purpose, and a difference that there is no more. `ours` and `theirs` are by path; what the reference writes
 * as null, and a field that is not required, are as good as left out.
 */
export function crateDisagreements(ours, theirs, differences) {
  const stated = new Set(differences.map(({ path }) => path));
  const differing = Object.keys(theirs).filter(
    (path) => ours[path] === undefined || !isAlike(ours[path], theirs[path]),
  );
  const idle = [...stated].filter((path) => !differing.includes(path));
  return [
    ...differing
      .filter((path) => !stated.has(path))
      .map(
        (path) =>
          `${path} ${ours[path] === undefined ? "has no crate" : `differs in ${whatDiffers(ours[path], theirs[path])}`}`,
      ),
    ...idle.map((path) => `${path} is stated to differ and does not`),
  ];
}

const MEMBERS = ["concepts", "pipes", "domains"];
const isAlike = (one, other) => MEMBERS.every((name) => spelling(one[name]) === spelling(other[name]));

function whatDiffers(one, other) {
  const refs = MEMBERS.flatMap((name) =>
    [...new Set([...Object.keys(one[name]), ...Object.keys(other[name])])].filter(
      (ref) => spelling(one[name][ref]) !== spelling(other[name][ref]),
    ),
  );
  return refs.join(", ");
}

function spelling(value) {
  return JSON.stringify(value, (name, member) => {
    if (member === null || (name === "required" && member === false)) return undefined;
    if (typeof member !== "object" || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

/** Holds our crate of every published method that the reference runtime made one of against its. */
export async function compareCrates(corpus) {
  const { parseMethod } = await import("@perdure/parser");
  const folder = join(corpus, readdirStarting(corpus, "oracle-"));
  const theirs = {};
  const ours = {};
  for (const file of globSync("**/crate.json", { cwd: folder })) {
    const path = dirname(file);
    theirs[path] = JSON.parse(readFileSync(join(folder, file), "utf8"));
    ours[path] = parseMethod(filesOf(corpus, path), { complete: true }).standardCrate();
  }
  const wrong = crateDisagreements(ours, theirs, CRATE_DIFFERENCES);
  for (const sentence of wrong) process.stderr.write(`FAILED ${sentence}\n`);
  const count = Object.keys(theirs).length;
  const failed = count === 0 ? 1 : wrong.length;
  process.stderr.write(
    `${failed === 0 ? "ok    " : "FAILED"} crates of published methods: ${count} held against the reference's, ${CRATE_DIFFERENCES.length} of them other on purpose\n`,
  );
  return { passed: Math.max(0, count - wrong.length), failed };
}

const readdirStarting = (corpus, start) => globSync(`${start}*`, { cwd: corpus })[0] ?? start;

/** The bundles that a crate is of: those of a folder of its path, else the file of it. */
function filesOf(corpus, path) {
  const isFolder = existsSync(join(corpus, path));
  const within = join(corpus, isFolder ? path : dirname(path));
  const names = isFolder
    ? globSync("**/*.{mthds,plx}", { cwd: within })
    : globSync(`${basename(path)}.{mthds,plx}`, { cwd: within });
  return names.sort().map((name) => ({
    path: relative(corpus, join(within, name)).replace(/\.plx$/, ".mthds"),
    text: readFileSync(join(within, name), "utf8"),
  }));
}
