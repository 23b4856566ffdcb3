import { diskOf } from "../__fixtures__/package-disk.ts";
import type { Disk } from "../__fixtures__/rules/package-rule.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import { loadPackage } from "../packages/index.ts";
import { parseMethod } from "../parse-method.ts";
import type { MethodFile, ParseOptions } from "../parse-method.ts";

/** What is said of a sample, and the texts that it is said of. */
export interface Shown {
  readonly diagnostics: readonly Diagnostic[];
  readonly textOf: (file: string) => string | undefined;
}
/** A code with what it keeps, in a sentence, and a sample that breaks it. */
export interface GallerySample {
  readonly code: DiagnosticCode;
  readonly says: string;
  readonly show: () => Shown | Promise<Shown>;
}

/** What is said of a method. */
export const inMethod =
  (files: readonly MethodFile[], options?: ParseOptions): GallerySample["show"] =>
  () => ({
    diagnostics: parseMethod(files, options).diagnostics,
    textOf: (file) => files.find(({ path }) => path === file)?.text,
  });

/** What is said of the package in the folder `shop` of a disk. */
export const inPackage =
  (disk: Disk): GallerySample["show"] =>
  async () => {
    const show = (path: string): string => path.replace(/^\/(?:shop\/)?/u, "");
    const loaded = await loadPackage(diskOf(disk), "/shop", { cache: "/cache", show });
    return {
      diagnostics: parseMethod(loaded.files, loaded.options).diagnostics,
      textOf: (file) => disk[`shop/${file}`] ?? disk[file],
    };
  };
