import { parseMethod, validationVerdict } from "@perdure/parser";
import { loadPackage } from "@perdure/parser/packages";
import type { CommandContext } from "../../command-context.ts";
import { printMethod } from "../../methods/print-method.ts";
import { packageFolder, shownIn } from "./package-folder.ts";
import { refuse } from "./refuse.ts";

/** Checks a package as it is to be published. */
export async function validate(context: CommandContext, given: string | undefined): Promise<void> {
  const { io, ports, isJson } = context;
  const folder = await packageFolder(context, given);
  const cache = await ports.packages.cache(io.environment);
  const { files, around, options } = await loadPackage(ports.packages.files, folder, {
    show: shownIn(context),
    cache: cache.folder,
    purpose: "publish",
  });
  const parsed = parseMethod(files, options);
  if (!isJson) printMethod(context, folder, parsed.diagnostics, [...files, ...around]);
  else io.stdout.write(`${JSON.stringify(validationVerdict(parsed), null, 2)}\n`);
  context.exit(parsed.ok ? 0 : 1);
  if (isJson && !parsed.ok) refuse(context, parsed.diagnostics);
}
