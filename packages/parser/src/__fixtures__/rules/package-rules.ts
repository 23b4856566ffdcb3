import { bundleOf, callerOf, manifestOf } from "../package-disk.ts";
import { instead, row, SCALES, SHOP, shopOf, withLines, withScales } from "./package-rule.ts";
import type { Disk, PackageRule } from "./package-rule.ts";

const RIGHT = shopOf(withLines(""));
const identity = (key: string, line: string): readonly [Disk, Disk] => [RIGHT, shopOf(instead(key, line))];
const missing = (key: string): readonly [Disk, Disk] => [
  RIGHT,
  shopOf(instead(key, "").replace("[package]", "[«package»]")),
];
const lines = (valid: string, invalid: string): readonly [Disk, Disk] => [
  shopOf(withLines(valid)),
  shopOf(withLines(invalid)),
];
const needing = (valid: string, invalid: string): readonly [Disk, Disk] => [withScales(valid), withScales(invalid)];
const SCALES_LINE = `scales = { address = "${SCALES}", version = "^1.0.0", path = "../scales" }`;
const exported = (written: string): string => `[exports.shop]\npipes = [${written}]`;
const HASH = `sha256:${"0a".repeat(32)}`;
const locked = (change: (text: string) => string): Disk => ({
  ...RIGHT,
  "shop/methods.lock": change(
    `["${SCALES}"]\nversion = "1.2.0"\nhash = "${HASH}"\nsource = "https://github.com/example/scales.git"\n`,
  ),
});
const lock = (from: string, to: string): readonly [Disk, Disk] => [
  locked((text) => text),
  locked((text) => text.replace(from, to)),
];
const lockLine = (valid: string, invalid: string): readonly [Disk, Disk] => [
  locked((text) => `${text}${valid}\n`),
  locked((text) => `${text}${invalid}\n`),
];
const two = (first: string, second: string): Disk => ({
  "shop/METHODS.toml": withLines(""),
  "shop/a.mthds": first,
  "shop/b.mthds": second,
});

/** A row for each rule of manifests, locks, and what packages may call of one another. */
export const PACKAGE_RULES: readonly PackageRule[] = [
  row("R136", "A manifest has a [package].", "manifest.package_missing", [
    RIGHT,
    shopOf(`«»[exports.shop]\npipes = ["serve"]\n`),
  ]),
  row("R137", "A package has a name.", "manifest.name_missing", missing("name"), "warning"),
  row(
    "R137",
    "A name is 2 to 25 letters, digits and underscores in lower case.",
    "manifest.name_malformed",
    identity("name", `name = «"my-shop"»`),
    "warning",
  ),
  row("R138", "A package has an address.", "manifest.address_missing", missing("address")),
  row(
    "R138",
    "An address is a host and a path.",
    "manifest.address_malformed",
    identity("address", `address = «"shop"»`),
  ),
  row("R139", "A package has a version.", "manifest.version_missing", missing("version")),
  row(
    "R139",
    "A version is three numbers.",
    "manifest.version_malformed",
    identity("version", `version = «"one"»`),
  ),
  row("R140", "A package has a description.", "manifest.description_missing", missing("description")),
  row(
    "R140",
    "A description says something.",
    "manifest.description_blank",
    identity("description", `description = «" "»`),
  ),
  row(
    "R141",
    "A display name is 1 to 128 printable characters.",
    "manifest.display_name_malformed",
    lines(`display_name = "My Shop"`, `display_name = «"  "»`),
  ),
  row("R141", "A licence that is given is one.", "manifest.license_blank", lines(`license = "MIT"`, `license = «""»`)),
  row("R141", "An author who is given is one.", "manifest.author_blank", lines(`authors = ["Me"]`, `authors = [«" "»]`)),
  row(
    "R142",
    "The version of the standard is a constraint.",
    "manifest.standard_version_malformed",
    lines(`mthds_version = ">=1.0.0"`, `mthds_version = «"latest!!"»`),
  ),
  row(
    "R142",
    "The version of the standard is one that this runtime keeps.",
    "manifest.standard_version_unmet",
    lines(`mthds_version = ">=1.0.0"`, `mthds_version = «"^1.0.0"»`),
    "warning",
  ),
  row(
    "R143",
    "The main pipe is a pipe's code.",
    "manifest.main_pipe_malformed",
    lines(`main_pipe = "serve"`, `main_pipe = «"shop.Serve"»`),
  ),
  row(
    "R143",
    "The main pipe is one of the package.",
    "manifest.main_pipe_unknown",
    lines(`main_pipe = "serve"`, `main_pipe = «"sell"»`),
  ),
  row(
    "R144",
    "The main pipe is among what is exported, so that readers see it.",
    "manifest.main_pipe_unlisted",
    lines(`main_pipe = "serve"\n${exported(`"serve"`)}`, `main_pipe = «"serve"»`),
    "warning",
  ),
  row(
    "R145",
    "An alias is in snake_case.",
    "manifest.alias_malformed",
    needing(SCALES_LINE, SCALES_LINE.replace("scales =", "«Scales» =")),
  ),
  row(
    "R145",
    "A package has one alias.",
    "manifest.dependency_repeated",
    needing(SCALES_LINE, `${SCALES_LINE}\n${SCALES_LINE.replace("scales =", "«balance» =")}`),
    "warning",
  ),
  row(
    "R146",
    "A dependency has an address.",
    "manifest.dependency_address_missing",
    needing(SCALES_LINE, `«scales» = { version = "^1.0.0", path = "../scales" }`),
  ),
  row(
    "R146",
    "The address of a dependency is one.",
    "manifest.dependency_address_malformed",
    needing(SCALES_LINE, SCALES_LINE.replace(`"${SCALES}"`, `«"scales"»`)),
  ),
  row(
    "R146",
    "A dependency has a version.",
    "manifest.dependency_version_missing",
    needing(SCALES_LINE, `«scales» = { address = "${SCALES}", path = "../scales" }`),
  ),
  row(
    "R146",
    "The version of a dependency is a constraint.",
    "manifest.dependency_version_malformed",
    needing(SCALES_LINE, SCALES_LINE.replace(`"^1.0.0"`, `«"new"»`)),
  ),
  row(
    "R146",
    "The path of a dependency starts from its package.",
    "manifest.dependency_path_malformed",
    needing(SCALES_LINE, SCALES_LINE.replace(`"../scales"`, `«"/opt/scales"»`)),
  ),
  row(
    "R147",
    "What is exported is a domain.",
    "manifest.export_domain_malformed",
    lines(exported(`"serve"`), `[exports.«Shop»]\npipes = ["serve"]`),
  ),
  row(
    "R147",
    "What is exported is a domain of the package's own.",
    "manifest.export_domain_reserved",
    lines(exported(`"serve"`), `[exports.«native»]\npipes = ["serve"]`),
  ),
  row(
    "R148",
    "What is exported are codes of pipes.",
    "manifest.export_pipe_malformed",
    lines(exported(`"serve"`), exported(`«"Serve"»`)),
  ),
  row(
    "R148",
    "A domain that is exported lists its pipes.",
    "manifest.export_pipes_missing",
    lines(exported(`"serve"`), `[exports.«shop»]`),
  ),
  row("R149", "A manifest has the keys of the standard.", "manifest.unknown_key", lines("", `«licence» = "MIT"`)),
  row("R150", "A domain has a pipe of a code once.", "pipe.duplicate", [
    two(bundleOf("shop", "serve"), bundleOf("shop", "pack")),
    two(bundleOf("shop", "serve"), bundleOf("shop", "serve").replace("pipe.serve", "pipe.«serve»")),
  ]),
  row("R150", "A domain has a concept of a code once.", "concept.duplicate", [
    two(`domain = "shop"\n[concept]\nCoin = "c"\n`, `domain = "shop"\n[concept]\nNote = "n"\n`),
    two(`domain = "shop"\n[concept]\nCoin = "c"\n`, `domain = "shop"\n[concept]\n«Coin» = "n"\n`),
  ]),
  row(
    "R151",
    "A domain is described once.",
    "bundle.description_conflict",
    [
      two(`domain = "shop"\ndescription = "a"\n`, `domain = "shop"\n`),
      two(`domain = "shop"\ndescription = "a"\n`, `domain = "shop"\ndescription = «"b"»\n`),
    ],
    "warning",
  ),
  row(
    "R151",
    "A domain has one main pipe.",
    "bundle.main_pipe_conflict",
    [
      two(`main_pipe = "serve"\n${bundleOf("shop", "serve")}`, bundleOf("shop", "pack")),
      two(`main_pipe = "serve"\n${bundleOf("shop", "serve")}`, `main_pipe = «"pack"»\n${bundleOf("shop", "pack")}`),
    ],
    "warning",
  ),
  row("R152", "An alias before -> is one of the manifest.", "package.alias_unknown", [
    withScales(),
    withScales(SCALES_LINE, `«"balance->weighing.weigh"»`),
  ]),
  row("R153", "What is called of another package is exported by it.", "pipe.not_exported", [
    withScales(),
    withScales(SCALES_LINE, `«"scales->weighing.calibrate"»`),
  ]),
  row("R154", "What is called of another domain is exported.", "pipe.not_exported", [
    {
      "shop/METHODS.toml": withLines(`[exports.back]\npipes = ["pack"]`),
      "shop/back.mthds": bundleOf("back", "pack"),
      "shop/front.mthds": callerOf("front", "back.pack"),
    },
    {
      "shop/METHODS.toml": withLines(`[exports.back]\npipes = []`),
      "shop/back.mthds": bundleOf("back", "pack"),
      "shop/front.mthds": callerOf("front", "back.pack").replace(`"back.pack"`, `«"back.pack"»`),
    },
  ]),
  row(
    "R155",
    "What is exported is there.",
    "manifest.export_unknown",
    lines(exported(`"serve"`), exported(`"serve", «"sell"»`)),
  ),
  row("R156", "Packages do not need one another.", "package.dependency_cycle", [
    withScales(),
    {
      ...withScales(SCALES_LINE.replace("scales =", "«scales» =")),
      "scales/METHODS.toml": manifestOf(
        "scales",
        SCALES,
        `[exports.weighing]\npipes = ["weigh"]\n[dependencies]\nshop = { address = "${SHOP}", version = "^1.0.0" }\n`,
        "1.2.0",
      ),
    },
  ]),
  row("R156", "The version of a package is one that all who need it take.", "package.dependency_unsatisfied", [
    withScales(),
    withScales(SCALES_LINE.replace("^1.0.0", "^2.0.0").replace("scales =", "«scales» =")),
  ]),
  row("R157", "The version of a lock is three numbers.", "lock.version_malformed", lock(`"1.2.0"`, `«"1.2"»`)),
  row("R158", "A hash is a SHA-256.", "lock.hash_malformed", lock(`"${HASH}"`, `«"sha256:0a"»`)),
  row(
    "R159",
    "What is fetched comes from an https address.",
    "lock.source_malformed",
    lock(`"https://github.com/example/scales.git"`, `«"git@github.com:example/scales.git"»`),
  ),
  row(
    "R160",
    "A fingerprint is 64 hexadecimal digits.",
    "lock.fingerprint_malformed",
    lockLine(`fingerprint = "${"b".repeat(64)}"`, `fingerprint = «"b0"»`),
  ),
  row(
    "R160",
    "A commit is 40 hexadecimal digits.",
    "lock.commit_malformed",
    lockLine(`commit = "${"c".repeat(40)}"`, `commit = «"c0ffee"»`),
  ),
  row("R161", "A package is the one that was locked.", "package.hash_mismatch", [
    withScales(),
    {
      ...locked((text) => text),
      ...withScales(`«scales» = { address = "${SCALES}", version = "^1.0.0" }`),
      "shop/.mthds/methods/scales/METHODS.toml": manifestOf("scales", SCALES, "", "1.2.0"),
    },
  ]),
];
