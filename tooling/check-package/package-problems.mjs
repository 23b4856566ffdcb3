import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { filterProblems } from "@arethetypeswrong/core/problems";
import { parseTarGzip } from "nanotar";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { bundleProblems } from "./bundle-problems.mjs";
import { undeclaredTypeImports } from "./undeclared-type-imports.mjs";

const LICENSE = "Apache-2.0";
const REQUIRED_FILES = ["package.json", "README.md", "LICENSE"];
const UNWANTED_FILE = /\.test\.|\.fixture\.|__fixtures__|\.tsbuildinfo$/u;
const WORKSPACE_RANGE = /^(?:workspace|catalog|file|link):/u;
/** Our packages are ESM only: what `require` and the oldest resolution see does not count. */
const RESOLUTIONS = ["node16-esm", "bundler"];

/** Everything that is wrong with a packed package, as `{ code, message }`. `tarball` is its bytes, `bundling` as in `bundleProblems`. */
export async function packageProblems(tarball, bundling) {
  const bytes = new Uint8Array(tarball);
  const entries = await parseTarGzip(bytes);
  const files = new Map(
    entries.filter(({ data }) => data !== undefined).map(({ name, text }) => [name.replace(/^package\//u, ""), text]),
  );
  const manifest = JSON.parse(files.get("package.json"));
  return [
    ...(await publintProblems(bytes, manifest)),
    ...(await typeResolutionProblems(bytes)),
    ...typeImportProblems(manifest, files),
    ...fileProblems(files),
    ...manifestProblems(manifest),
    ...bundleProblems(manifest, files, bundling),
  ];
}

async function publintProblems(bytes, manifest) {
  const { messages } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  return messages.map((message) => ({
    code: `publint.${message.code}`,
    message: formatMessage(message, manifest, { color: false }) ?? message.code,
  }));
}

async function typeResolutionProblems(bytes) {
  const analysis = await checkPackage(createPackageFromTarballData(bytes));
  if (!analysis.types) return [{ code: "attw.no_types", message: "the package has no types" }];
  const seen = new Set(RESOLUTIONS.flatMap((resolutionKind) => filterProblems(analysis, { resolutionKind })));
  return [...seen].map((problem) => ({ code: `attw.${problem.kind}`, message: JSON.stringify(problem) }));
}

function typeImportProblems(manifest, files) {
  const declarations = [...files].filter(([path]) => path.endsWith(".d.ts")).map(([path, text]) => ({ path, text }));
  return undeclaredTypeImports(manifest, declarations).map(({ path, name }) => ({
    code: "types.undeclared",
    message: `${path} names ${name}, which package.json does not declare`,
  }));
}

function fileProblems(files) {
  const missing = REQUIRED_FILES.filter((path) => !files.has(path));
  const unwanted = [...files.keys()].filter((path) => UNWANTED_FILE.test(path));
  return [
    ...missing.map((path) => ({ code: "files.missing", message: `${path} is not in the tarball` })),
    ...unwanted.map((path) => ({ code: "files.unwanted", message: `${path} should not be published` })),
  ];
}

function manifestProblems({ dependencies, peerDependencies, license, engines }) {
  const ranges = Object.entries({ ...dependencies, ...peerDependencies });
  return [
    ...ranges
      .filter(([, range]) => WORKSPACE_RANGE.test(range))
      .map(([name, range]) => ({ code: "manifest.range", message: `${name} is published as ${range}` })),
    ...(license === LICENSE ? [] : [{ code: "manifest.license", message: `the licence is not ${LICENSE}` }]),
    ...(engines?.node === undefined ? [{ code: "manifest.engines", message: "engines.node is not stated" }] : []),
  ];
}
