import { byCodePoint } from "@perdure/crate";
import { createReporter } from "../diagnostics/reporter.ts";
import { isDomain, isSnakeName, toSnakeName } from "../library/names.ts";
import type { MethodFile } from "../parse-method.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import { quotedToml } from "./quoted-toml.ts";

/** Who a new package is. */
export interface DraftIdentity {
  readonly name: string;
  readonly address: string;
  readonly version: string;
  readonly description: string;
}

/**
 * The text of a first METHODS.toml for bundles: it exports the main pipe of each domain, and starts from the only one. The caller makes
 * sure that the identity is right; `parseManifest` says so.
 */
export function draftManifest(files: readonly MethodFile[], identity: DraftIdentity): string {
  const mains = mainPipes(files);
  const [first] = mains;
  const start = mains.length === 1 && first !== undefined ? { main_pipe: first.code } : {};
  const head = Object.entries({ ...identity, ...start }).map(([key, value]) => `${key} = ${quotedToml(value)}\n`);
  const domains = [...new Set(mains.map(({ domain }) => domain))].toSorted(byCodePoint);
  const exports = domains.map((domain) => {
    const pipes = mains.flatMap((main) => (main.domain === domain ? [quotedToml(main.code)] : []));
    return `\n[exports.${domain}]\npipes = [${pipes.join(", ")}]\n`;
  });
  return `[package]\n${head.join("")}${exports.join("")}`;
}

/** A name that a package may have, made from what its folder is called; undefined where nothing of it is one. */
export function packageNameOf(folder: string): string | undefined {
  const name = toSnakeName(folder).slice(0, 25);
  return isSnakeName(name) && name.length >= 2 ? name : undefined;
}

function mainPipes(files: readonly MethodFile[]): readonly { readonly domain: string; readonly code: string }[] {
  const found = files.flatMap(({ path, text }) => {
    const root = readToml(createReporter(createSourceText(path, text), []));
    const [domain, main] = ["domain", "main_pipe"].map((key) => root?.entries.get(key)?.value);
    if (domain?.kind !== "string" || main?.kind !== "string") return [];
    return isDomain(domain.value) && isSnakeName(main.value) ? [{ domain: domain.value, code: main.value }] : [];
  });
  // Two files of one domain may name the same main pipe.
  return found.filter(
    ({ domain, code }, index) => found.findIndex((one) => one.domain === domain && one.code === code) === index,
  );
}
