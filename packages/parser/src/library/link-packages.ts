import type { ParamsOfCode } from "../messages/messages.ts";
import type { DiagnosticParams } from "../messages/sentence.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DIAGNOSTIC_CODES } from "../diagnostics/diagnostic-codes.ts";
import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import { didYouMean } from "@perdure/crate";
import type { DeclaredPipe, Library } from "./library.ts";
import type { SourceStretch } from "./package-links.ts";
import type { PackageScope } from "./package-scope.ts";

/**
 * Enters what each package makes public: what its manifest lists, and the main pipes of its manifest and bundles. What the method's own
 * manifest names and its bundles do not have is reported there.
 */
export function linkPackages(library: Library, sink: Diagnostic[]): void {
  for (const scope of new Set([library.host, ...library.scopes.values()])) {
    for (const bundle of library.bundles) {
      if (bundle.scope !== scope || bundle.main_pipe === undefined) continue;
      scope.public_pipes.add(`${bundle.namespace}.${bundle.main_pipe.code}`);
    }
    linkManifest(library, scope, scope === library.host ? sink : []);
  }
}

function linkManifest(library: Library, scope: PackageScope, sink: Diagnostic[]): void {
  const { links, prefix } = scope;
  if (links === undefined) return;
  const own = [...library.pipes.values()].filter(({ bundle }) => bundle.scope === scope);
  for (const { domain, code, place } of links.exports) {
    const ref = `${prefix}${domain}.${code}`;
    scope.public_pipes.add(ref);
    // A manifest of nothing but slips is told of the first of them.
    if (library.pipes.has(ref) || library.damaged || sink.length > library.limits.diagnostics) continue;
    const suggestion = suggestPipe(own, code, domain);
    report(sink, "manifest.export_unknown", place, { pipe: code, domain }, suggestion);
  }
  const main = mainPipeOf(library, scope);
  if (main !== undefined) {
    scope.public_pipes.add(main.ref);
    reportUnlisted(sink, scope);
  }
  if (main !== undefined || links.main_pipe === undefined || library.damaged) return;
  const { code, place } = links.main_pipe;
  const isAmbiguous = own.some((pipe) => pipe.code === code);
  const suggestion = isAmbiguous
    ? undefined
    : didYouMean(
        code,
        own.map((pipe) => pipe.code),
      );
  const says = isAmbiguous ? "ambiguous" : "missing";
  report(sink, "manifest.main_pipe_unknown", place, { says, pipe: code }, suggestion);
}

/** Warns of a main pipe that is public without being listed, which its readers cannot see. */
function reportUnlisted(sink: Diagnostic[], { links }: PackageScope): void {
  if (links?.main_pipe === undefined) return;
  const { code, place } = links.main_pipe;
  if (links.exports.some((listed) => listed.code === code)) return;
  report(sink, "manifest.main_pipe_unlisted", place, { pipe: code });
}

/** The pipe that a manifest starts from: the exported one of that code, else the only one. */
export function mainPipeOf(library: Library, scope: PackageScope): DeclaredPipe | undefined {
  const { links, prefix } = scope;
  const code = links?.main_pipe?.code;
  if (links === undefined || code === undefined) return undefined;
  const listed = links.exports.filter((pipe) => pipe.code === code);
  if (listed.length === 1) return library.pipes.get(`${prefix}${listed[0]?.domain}.${code}`);
  const own = [...library.pipes.values()].filter((pipe) => pipe.code === code && pipe.bundle.scope === scope);
  return own.length === 1 ? own[0] : undefined;
}

function suggestPipe(own: readonly DeclaredPipe[], code: string, domain: string): string | undefined {
  const ofDomain = own.filter(({ bundle }) => bundle.domain === domain).map((pipe) => pipe.code);
  const near = didYouMean(code, ofDomain);
  const elsewhere = own.find((pipe) => pipe.code === code);
  return near ?? (elsewhere === undefined ? undefined : `${elsewhere.bundle.domain}.${code}`);
}

function report<Code extends DiagnosticCode>(
  sink: Diagnostic[],
  code: Code,
  { file, start, end }: SourceStretch,
  params: ParamsOfCode<Code>,
  suggestion?: string,
): void {
  sink.push(
    Object.freeze({
      code,
      severity: DIAGNOSTIC_CODES[code],
      params: Object.freeze<DiagnosticParams>(params),
      file,
      start: Object.freeze(start),
      end: Object.freeze(end),
      ...(suggestion === undefined ? {} : { suggestion }),
    }),
  );
}
