import { createReporter } from "../diagnostics/reporter.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import { isAddress } from "./address.ts";
import type { PackageFileSystem } from "./file-system.ts";
import { MANIFEST_NAME } from "./find-package.ts";
import { pathIn } from "./paths.ts";
import { utf8Text } from "./utf8.ts";

/** Who a manifest says that it is. */
export interface ManifestIdentity {
  readonly address: string;
  /** The address with the name behind it, as a package of a library is called; absent without a name. */
  readonly named?: string;
}

/** Who the package in a folder says that it is, whatever else is wrong with its manifest. Undefined when it does not say. */
export async function identityIn(files: PackageFileSystem, folder: string): Promise<ManifestIdentity | undefined> {
  const bytes = await files.read(pathIn(folder, MANIFEST_NAME));
  const text = bytes === undefined ? undefined : utf8Text(bytes);
  const root = text === undefined ? undefined : readToml(createReporter(createSourceText(folder, text), []));
  const table = root?.entries.get("package")?.value;
  if (table?.kind !== "table") return undefined;
  const [address, name] = ["address", "name"].map((key) => table.entries.get(key)?.value);
  if (address?.kind !== "string" || !isAddress(address.value)) return undefined;
  const named = name?.kind === "string" ? `${address.value}/${name.value}` : "";
  return { address: address.value, ...(isAddress(named) ? { named } : {}) };
}
