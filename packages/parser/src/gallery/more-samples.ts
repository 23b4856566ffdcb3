import { bundleOf, callerOf, diskOf, manifestOf } from "../__fixtures__/package-disk.ts";
import { instead, SCALES, shopOf, SHOP, withLines, withScales } from "../__fixtures__/rules/package-rule.ts";
import type { Disk } from "../__fixtures__/rules/package-rule.ts";
import { withConcepts, withPipe, withPipes } from "../__fixtures__/shop.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import type { ParseLimits } from "../limits.ts";
import { lockPackage, misnamedFiles } from "../packages/index.ts";
import type { Repositories } from "../packages/index.ts";
import { readWholePackage } from "../packages/read-package.ts";
import { utf8Bytes } from "../packages/utf8.ts";
import { inMethod, inPackage } from "./sample.ts";
import type { GallerySample } from "./sample.ts";

const sample = (code: DiagnosticCode, says: string, show: GallerySample["show"]): GallerySample => ({
  code,
  says,
  show,
});
const method = (code: DiagnosticCode, says: string, text: string, options: object = {}): GallerySample =>
  sample(code, says, inMethod([{ path: "method.mthds", text }], options));
const limited = (code: DiagnosticCode, says: string, text: string, limits: Partial<ParseLimits>): GallerySample =>
  method(code, says, text, { limits });
const disk = (code: DiagnosticCode, says: string, files: Disk): GallerySample => sample(code, says, inPackage(files));

/** What a package of somebody else is refused for when it is read whole. */
const whole = (
  code: DiagnosticCode,
  says: string,
  file: { readonly path: string; readonly kind?: "link" | "other" },
  most?: number,
): GallerySample =>
  sample(code, says, async () => {
    const sink: Diagnostic[] = [];
    const many = Array.from({ length: most ?? 0 }, (_, index) => ({ path: `scales/${index}`, bytes: utf8Bytes("") }));
    const files = diskOf({ "scales/METHODS.toml": "" }, { bytes: utf8Bytes(""), ...file }, ...many);
    await readWholePackage(files, "/scales", { show: (path) => path.slice(1), sink });
    return { diagnostics: sink, textOf: () => undefined };
  });

const NO_REPOSITORIES: Repositories = {
  tags: () => Promise.resolve([]),
  checkout: () => Promise.reject(new Error("nothing is fetched here")),
};
/** Packages of which each needs one more, for as long as one asks. */
const ENDLESS: Repositories = {
  tags: () => Promise.resolve(["v1.0.0"]),
  checkout: (name) => {
    const next = `${SCALES}${Number(/\d*$/u.exec(name)?.[0] ?? 0) + 1}`;
    const manifest = manifestOf("scales", name, `[dependencies]\nmore = { address = "${next}", version = "1.0.0" }\n`);
    return Promise.resolve({
      commit: "c".repeat(40),
      files: diskOf({ "METHODS.toml": manifest, "a.mthds": bundleOf("a", "b") }),
    });
  },
};
const locking = (code: DiagnosticCode, says: string, files: Disk, repositories = NO_REPOSITORIES): GallerySample =>
  sample(code, says, async () => {
    const show = (path: string): string => path.slice("/shop/".length);
    const { diagnostics } = await lockPackage(diskOf(files), "/shop", repositories);
    return {
      diagnostics: diagnostics.map((one) => ({ ...one, file: show(one.file) })),
      textOf: (file) => files[`shop/${file}`],
    };
  });

const NEEDS = (line: string): Disk => withScales(line);
const SCALES_BESIDE = `scales = { address = "${SCALES}", version = "^1.0.0", path = "../scales" }`;
const BATCH = (lines: string): string =>
  withPipe("PipeBatch", `branch_pipe_code = "label"\ninputs = { lines = "Line[]" }\n${lines}`);
const LOCK = (text: string): Disk => ({ ...shopOf(withLines("")), "shop/methods.lock": text });
const CHAIN = Array.from({ length: 4 }, (_, at) => `\n[concept.C${at}]\ndescription = "c"\nrefines = "C${at + 1}"\n`);
const NESTED = Array.from(
  { length: 4 },
  (_, at) =>
    `\n[concept.C${at}]\ndescription = "c"\n[concept.C${at}.structure]\nnext = { type = "concept", concept_ref = "C${at + 1}", description = "n" }\n`,
);

/** Samples of the codes that no rule of the language has a row for, or whose first row is no good example. */
export const MORE_SAMPLES: readonly GallerySample[] = [
  method(
    "batch.item",
    "The name of an item is in snake_case.",
    BATCH(`output = "Note[]"\ninput_list_name = "lines"\ninput_item_name = "Line"`),
  ),
  method(
    "batch.key_missing",
    "A PipeBatch names its list, the item of it, and the pipe that each is given to.",
    BATCH(`output = "Note[]"\ninput_list_name = "lines"`),
  ),
  method(
    "batch.output_single",
    "A PipeBatch gives a list.",
    BATCH(`output = "Note"\ninput_list_name = "lines"\ninput_item_name = "line"`),
  ),
  method(
    "bundle.main_pipe_missing",
    "A bundle that is run by itself says which of its pipes is the first.",
    bundleOf("shop", "serve"),
  ),
  method(
    "concept.native_redeclared",
    "A native concept is not declared again.",
    withConcepts(`\n[concept]\nImage = "A picture"\n`).replace("\n[concept]\nImage", "\n[concept.Image]\ndescription"),
  ),
  method(
    "concept.not_checked",
    "A concept of a package or a domain that was not given cannot be checked.",
    withConcepts(`\n[concept.Parcel]\ndescription = "p"\nrefines = "depot.Box"\n`),
  ),
  limited(
    "concept.refines_too_long",
    "Concepts refine one another only so often.",
    withConcepts(`${CHAIN.join("")}\n[concept.C4]\ndescription = "c"\n`),
    { conceptDepth: 3 },
  ),
  method(
    "concept.structure_is_text",
    "A structure is a table of fields.",
    withConcepts(`\n[concept.Parcel]\ndescription = "p"\nstructure = "a box"\n`),
  ),
  limited(
    "concept.structure_too_deep",
    "Structures hold one another only so deep.",
    withConcepts(`${NESTED.join("")}\n[concept.C4]\ndescription = "c"\n`),
    { conceptDepth: 3 },
  ),
  method(
    "condition.alias",
    "What a condition prints can be kept under a name, which not every runtime reads alike.",
    withPipe(
      "PipeCondition",
      `inputs = { order = "Order" }\noutput = "Note"\nexpression = "order.number"\noutcomes = { a = "main" }\ndefault_outcome = "main"\nadd_alias_from_expression_to = "kind"`,
    ),
  ),
  method(
    "concept.unresolved",
    "A concept that is named is declared, or native.",
    withPipe("PipeLLM", `inputs = { order = "Order" }\noutput = "Nte"\nprompt = "Sum up $order"`),
  ),
  method("entry.unknown", "The pipe that a run is asked to start from is one of the method.", withPipes(""), {
    entry: "mian",
  }),
  limited(
    "file.diagnostics_cut",
    "Of very many mistakes only the first are told.",
    withPipes(`\nx = 1\ny = 1\nz = 1\n`),
    { diagnostics: 1 },
  ),
  limited("file.too_long", "A file has a length that people write.", withPipes(""), { fileLength: 100 }),
  method(
    "input.pages_as_page",
    "A pipe that reads one page is given one.",
    withPipes(`
[pipe.read]
type = "PipeLLM"
description = "Read a page"
inputs = { page = "Page" }
output = "Note"
prompt = "Read $page"

[pipe.p]
type = "PipeSequence"
description = "Read a document"
inputs = { document = "Document" }
output = "Note"
steps = [{ pipe = "pages", result = "page" }, { pipe = "read", result = "note" }]

[pipe.pages]
type = "PipeExtract"
description = "Its pages"
inputs = { document = "Document" }
output = "Page[]"
`),
  ),
  disk(
    "lock.address_malformed",
    "A lock has a table for each package, by its address.",
    LOCK(`[scales]\nversion = "1.2.3"\n`),
  ),
  disk(
    "lock.key_missing",
    "A lock says the version, the hash and the source of each package.",
    LOCK(`["${SCALES}"]\nversion = "1.2.3"\nhash = "sha256:${"0a".repeat(32)}"\n`),
  ),
  disk(
    "lock.unknown_key",
    "A lock has the keys of the standard.",
    LOCK(
      `["${SCALES}"]\nversion = "1.2.3"\nhash = "sha256:${"0a".repeat(32)}"\nsource = "https://github.com/example/scales.git"\ncommits = "x"\n`,
    ),
  ),
  limited(
    "method.too_complex",
    "What called pipes read can be looked at in a time that people wait.",
    withPipe(
      "PipeSequence",
      `inputs = { order = "Order" }\noutput = "Note"\nsteps = [{ pipe = "main" }, { pipe = "main" }]`,
    ),
    { comparisons: 1 },
  ),
  limited("method.too_long", "The files of a method have a length together that people write.", withPipes(""), {
    methodLength: 100,
  }),
  sample(
    "method.too_many_files",
    "A method has a number of files that people write.",
    inMethod(
      ["a", "b"].map((name) => ({ path: `${name}.mthds`, text: bundleOf(name, "run") })),
      { limits: { files: 1 } },
    ),
  ),
  disk("package.ambiguous", "Of several packages that may be meant one is named.", {
    ...NEEDS(`scales = { address = "github.com/example/library", version = "^1.0.0" }`),
    "shop/.mthds/methods/a/METHODS.toml": manifestOf("tools", "github.com/example/library", "", "1.0.0"),
    "shop/.mthds/methods/b/METHODS.toml": manifestOf("toys", "github.com/example/library", "", "1.0.0"),
  }),
  disk(
    "package.dependency_missing",
    "What a package builds on is there.",
    NEEDS(`scales = { address = "github.com/example/balance", version = "^1.0.0" }`),
  ),
  disk("package.dependency_unusable", "What a package builds on can be read.", {
    ...NEEDS(SCALES_BESIDE),
    "scales/METHODS.toml": instead("version", `version = "one"`).replace(`"${SHOP}"`, `"${SCALES}"`),
  }),
  disk("package.identity_mismatch", "What lies at the path of a dependency is that package.", {
    ...NEEDS(SCALES_BESIDE),
    "scales/METHODS.toml": manifestOf("balance", "github.com/example/balance", "", "1.2.0"),
  }),
  whole("package.file_missing", "What a package holds are files.", { path: "scales/device", kind: "other" }),
  locking("package.folder_missing", "The path of a dependency leads to a folder.", {
    "shop/METHODS.toml": withLines(
      `[dependencies]\nscales = { address = "${SCALES}", version = "^1.0.0", path = "../../../scales" }`,
    ),
    "shop/shop.mthds": bundleOf("shop", "serve"),
  }),
  whole("package.link", "A package holds its files, and no links.", { path: "scales/docs", kind: "link" }),
  sample("package.misnamed", "A manifest is called METHODS.toml, and a lock methods.lock.", () => ({
    diagnostics: misnamedFiles(["methods.toml"], (name) => name),
    textOf: () => undefined,
  })),
  whole("package.path_escapes", "The files of a package lie in its folder.", { path: "scales/../outside" }),
  whole("package.too_large", "A package has a size that can be fetched.", { path: "scales/a" }, 10_001),
  locking(
    "package.too_many",
    "What a package builds on has an end.",
    {
      "shop/METHODS.toml": withLines(`[dependencies]\nscales = { address = "${SCALES}0", version = "^1.0.0" }`),
      "shop/shop.mthds": bundleOf("shop", "serve"),
    },
    ENDLESS,
  ),
  method("pipe.empty", "A pipe says what it does.", withPipes(`\n[pipe.p]\n`)),
  method(
    "output.concept",
    "A sequence gives what its last step gives.",
    withPipe("PipeSequence", `inputs = { order = "Order" }\noutput = "Order"\nsteps = [{ pipe = "main" }]`),
  ),
  method(
    "pipe.not_checked",
    "A pipe of a package or a domain that was not given cannot be checked.",
    `domain = "shop"\n${callerOf("shop", "depot.store").slice('domain = "shop"\n'.length)}`,
  ),
  sample(
    "pipe.other_domain",
    "A pipe of another domain is named with its domain.",
    inMethod([
      { path: "front.mthds", text: callerOf("front", "pack") },
      { path: "back.mthds", text: bundleOf("back", "pack") },
    ]),
  ),
  method(
    "pipe.unresolved",
    "A pipe that is named is there.",
    withPipe("PipeSequence", `inputs = { order = "Order" }\noutput = "Note"\nsteps = [{ pipe = "mian" }]`),
  ),
  method(
    "pipe.type_not_supported",
    "A pipe of this type is read and checked, and cannot run in this version.",
    withPipe("PipeImgGen", `inputs = { order = "Order" }\noutput = "Image"\nprompt = "Draw $order"`),
  ),
  method(
    "template.block_in_line",
    "A whole value has lines of its own in a prompt.",
    withPipe("PipeLLM", `inputs = { order = "Order" }\noutput = "Note"\nprompt = "Sum up @order"`),
  ),
  limited(
    "template.too_long",
    "A template has a length that people write.",
    withPipe("PipeLLM", `inputs = { order = "Order" }\noutput = "Note"\nprompt = "Sum up all of this: $order"`),
    { templateLength: 20 },
  ),
  method(
    "template.variable_undeclared",
    "A prompt reads what the pipe declares.",
    withPipe("PipeLLM", `inputs = { order = "Order" }\noutput = "Note"\nprompt = "Sum up $ordr"`),
  ),
  method(
    "toml.unknown_key",
    "A table has the keys of the language.",
    withPipe("PipeLLM", `inputs = { order = "Order" }\noutput = "Note"\nprompt = "Sum up $order"\nmodle = "$writing"`),
  ),
  limited("toml.string_too_long", "A text has a length that people write.", withPipes(""), { stringLength: 12 }),
  limited("toml.too_deep", "Tables hold one another only so deep.", withPipes(`\n[pipe.p.q.r]\n`), { depth: 3 }),
  limited("toml.too_many_items", "A file has a number of keys that people write.", withPipes(""), { items: 10 }),
  limited("toml.word_too_long", "A key has a length that people write.", `${"k".repeat(24)} = 1\n`, { wordLength: 20 }),
];
