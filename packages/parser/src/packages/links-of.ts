import type { PackageLinks } from "../library/package-links.ts";
import type { LocatedManifest } from "./read-manifest.ts";
import type { SourceStretch } from "../library/package-links.ts";
import type { Span } from "../source/source-text.ts";

/** What linking needs to know of a package, from its manifest. `address` is who it is, which for one in a library ends in its name. */
export function linksOf(
  { manifest, dependencies, exports, main_pipe, reporter }: LocatedManifest,
  address: string,
): PackageLinks {
  const { source } = reporter;
  const stretch = ({ start, end }: Span): SourceStretch => ({
    file: source.file,
    start: source.position(start),
    end: source.position(end),
  });
  return {
    address,
    exports: exports.map(({ domain, code, span }) => ({ domain, code, place: stretch(span) })),
    ...(manifest.main_pipe === undefined || main_pipe === undefined
      ? {}
      : { main_pipe: { code: manifest.main_pipe, place: stretch(main_pipe) } }),
    aliases: Object.fromEntries(dependencies.map((dependency) => [dependency.alias, dependency.address])),
  };
}
