import { createReporter } from "../diagnostics/reporter.ts";
import { parseMethod } from "../parse-method.ts";
import type { MethodFile, ParseOptions } from "../parse-method.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import type { TomlTable } from "../source/toml-tree.ts";

/**
 * Some files of a folder with those beside them that they cannot do without: what declares a concept or a pipe which they name and
 * lack, or is of a domain which they name and none of them has; and what those lack in turn. The files that were asked for stay first.
 * So a file of a method that is written in several is read as that method, and a file beside unrelated ones alone. The siblings are
 * asked for only where something is lacking.
 */
export async function withSiblings(
  asked: readonly MethodFile[],
  readSiblings: () => Promise<readonly MethodFile[]>,
  options: ParseOptions = {},
): Promise<readonly MethodFile[]> {
  const chosen = [...asked];
  let left: readonly Outline[] | undefined;
  for (;;) {
    const { names, domains } = lacking(chosen, options);
    if (names.size === 0) return chosen;
    left ??= (await readSiblings()).map(outline);
    const isNeeded = (sibling: Outline): boolean =>
      domains.has(sibling.domain) || sibling.names.some((name) => names.has(name));
    const needed = left.filter(isNeeded);
    if (needed.length === 0) return chosen;
    chosen.push(...needed.map(({ file }) => file));
    left = left.filter((sibling) => !needed.includes(sibling));
  }
}

/** What a file declares, by full name. */
interface Outline {
  readonly file: MethodFile;
  readonly domain: string;
  readonly names: readonly string[];
}

function outline(file: MethodFile): Outline {
  const tree = readToml(createReporter(createSourceText(file.path, file.text), []));
  const domain = domainOf(tree);
  const codes = ["concept", "pipe"].flatMap((kind) => {
    const table = tree?.entries.get(kind)?.value;
    return table?.kind === "table" ? [...table.entries.keys()] : [];
  });
  return { file, domain, names: codes.map((code) => `${domain}.${code}`) };
}

function domainOf(tree: TomlTable | undefined): string {
  const domain = tree?.entries.get("domain")?.value;
  return domain?.kind === "string" ? domain.value : "";
}

/** Names that files use and do not declare, and the domains of those of which they have nothing at all. */
function lacking(
  files: readonly MethodFile[],
  options: ParseOptions,
): { readonly names: ReadonlySet<string>; readonly domains: ReadonlySet<string> } {
  const own = new Set(files.map((file) => outline(file).domain));
  const names = parseMethod(files, options).diagnostics.flatMap(({ params: { full_name } }) =>
    typeof full_name === "string" && !full_name.includes("->") ? [full_name] : [],
  );
  const domains = names.map((name) => name.slice(0, name.lastIndexOf("."))).filter((domain) => !own.has(domain));
  return { names: new Set(names), domains: new Set(domains) };
}
