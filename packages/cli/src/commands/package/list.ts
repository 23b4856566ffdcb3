import { loadPackage, type LoadedMethod } from "@perdure/parser/packages";
import type { CommandContext } from "../../command-context.ts";
import { renderTable } from "../../terminal/render-table.ts";
import { packageFolder, shownIn } from "./package-folder.ts";
import { hasError, refuse } from "./refuse.ts";

/** Lists what a package builds on, and where that lies. */
export async function list(context: CommandContext, given: string | undefined): Promise<void> {
  const { io, ports, isJson } = context;
  const folder = await packageFolder(context, given);
  const cache = await ports.packages.cache(io.environment);
  const loaded = await loadPackage(ports.packages.files, folder, { show: shownIn(context), cache: cache.folder });
  const { manifest } = loaded;
  if (manifest === undefined) return refuse(context, loaded.options.found);
  const rows = rowsOf(loaded);
  if (isJson) {
    const { address, version, name } = manifest;
    io.stdout.write(`${JSON.stringify({ name, address, version, packages: rows }, null, 2)}\n`);
  } else {
    io.stdout.write(`${manifest.address} ${manifest.version}\n`);
    if (rows.length > 0) {
      const cells = rows.map(({ address, alias = "", asked = "", version = "", from }) => [
        address,
        alias,
        asked,
        version,
        from,
      ]);
      io.stdout.write(renderTable(["package", "alias", "asked", "version", "from"], cells));
    }
  }
  if (hasError(loaded.options.found)) refuse(context, loaded.options.found);
}

interface Row {
  readonly address: string;
  readonly alias?: string;
  readonly asked?: string;
  readonly version?: string;
  readonly from: "path" | "project" | "cache" | "missing";
}

/** What the manifest declares in its order, then what that builds on. */
function rowsOf({ manifest, locked, dependencies }: LoadedMethod): readonly Row[] {
  const versionOf = (address: string): string | undefined =>
    dependencies.find((one) => one.address === address)?.version ??
    locked.find((one) => one.address === address)?.version;
  const row = (address: string, declared: Pick<Row, "alias" | "asked"> = {}): Row => {
    const version = versionOf(address);
    const from = dependencies.find((one) => one.address === address)?.from ?? "missing";
    return { address, ...declared, ...(version === undefined ? {} : { version }), from };
  };
  const declared = (manifest?.dependencies ?? []).map(({ address, alias, version }) =>
    row(address, { alias, asked: version }),
  );
  const known = new Set(declared.map(({ address }) => address));
  const further = [...dependencies, ...locked].map(({ address }) => address).filter((address) => !known.has(address));
  return [...declared, ...[...new Set(further)].map((address) => row(address))];
}
