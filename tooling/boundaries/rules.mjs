import { NARROWER, PACKAGES } from "./allowed-imports.mjs";

const sources = (folder) => `^packages/${folder}/`;
const notAllowed = (own, imports) => `^packages/(?!(?:${[own, ...imports].join("|")})/)[^/]+/`;

const perPackage = (packages) =>
  Object.entries(packages).flatMap(([name, { imports, everywhere }]) => [
    {
      name: `${name}-imports-only-what-it-may`,
      severity: "error",
      from: { path: `${sources(name)}src/` },
      to: { path: notAllowed(name, imports) },
    },
    ...(everywhere ? [noNode(name, `${name}/src`)] : []),
  ]);

const perFolder = Object.entries(NARROWER).flatMap(([folder, { imports, everywhere }]) => {
  const owner = folder.split("/")[0];
  const name = folder.replaceAll("/", "-");
  return [
    {
      name: `${name}-imports-only-what-it-may`,
      severity: "error",
      from: { path: sources(folder) },
      to: { path: notAllowed(owner, imports) },
    },
    ...(everywhere ? [noNode(name, folder)] : []),
  ];
});

/** The rules of dependency-cruiser that say who may import whom. */
export const forbiddenImports = (packages = PACKAGES) => [
  ...perPackage(packages),
  ...perFolder,
  {
    name: "workflows-reach-no-activity",
    severity: "error",
    from: { path: "^packages/temporal/src/workflows/" },
    to: { path: "^packages/temporal/src/(activities|worker|client|dev-server|plugin)/" },
  },
  {
    name: "zod-stays-out-of-the-isolate",
    severity: "error",
    from: {
      path: "^packages/(failures|crate|templates|engine|temporal/src/workflows)/",
      pathNot: "^packages/failures/src/schema/",
    },
    // The schemas of failures are an entry of their own, which nothing else may load.
    to: { path: "node_modules/zod/|^packages/failures/src/schema/" },
  },
  {
    name: "facade-loads-no-command-code",
    severity: "error",
    from: { path: "^packages/perdure/src/index\\.ts$" },
    to: { path: "^packages/cli/", reachable: true },
  },
  {
    name: "another-package-by-its-name-only",
    severity: "error",
    from: { path: "^packages/([^/]+)/" },
    to: { path: "^packages/(?!$1/)", dependencyTypes: ["local"] },
  },
  {
    name: "declared-dependencies-only",
    severity: "error",
    from: { path: "^packages/[^/]+/src/" },
    to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only", "npm-peer"] },
  },
  { name: "resolvable", severity: "error", from: { path: "^packages/" }, to: { couldNotResolve: true } },
  { name: "no-cycle", severity: "error", from: {}, to: { circular: true } },
];

function noNode(name, folder) {
  return {
    name: `${name}-uses-no-node-built-in`,
    severity: "error",
    from: { path: sources(folder) },
    to: { dependencyTypes: ["core"] },
  };
}

/** Options for a cruise of a tree that has a `packages` folder. */
export const options = {
  doNotFollow: { path: "(node_modules|/dist/)" },
  exclude: { path: "(\\.(test|fixture)\\.(ts|mjs)$|/__fixtures__/|/testing/|/tests?/)" },
  tsPreCompilationDeps: true,
  enhancedResolveOptions: {
    exportsFields: ["exports"],
    conditionNames: ["@perdure/source", "import", "types", "default"],
    extensions: [".ts", ".mts", ".js", ".mjs", ".json"],
  },
};
