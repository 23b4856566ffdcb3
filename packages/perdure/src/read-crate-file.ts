import { isCrateError } from "@perdure/crate";
import { readStandardCrate, type StandardCrate } from "@perdure/crate/standard";
import { createFailure } from "@perdure/failures";
import { methodOfStandardCrate, type MethodFile } from "@perdure/parser";

/**
 * The bundles that a library crate stands for; diagnostics call them by the crate as it is shown, and the domain. Throws
 * `perdure.content_damaged` for what is no crate or was changed, `perdure.schema_unsupported` for one of a later standard, and
 * `runtime.unsupported` for one that holds other packages.
 */
export function readCrateFile(file: {
  readonly path: string;
  readonly shown: string;
  readonly text: string;
}): readonly MethodFile[] {
  const bundles = methodOfStandardCrate(readSealed(file));
  if (bundles !== undefined) return bundles.map(({ path, text }) => ({ path: `${file.shown}/${path}`, text }));
  throw createFailure("runtime.unsupported", {
    message: "The crate holds other packages: it can be compared, but not read as a method.",
    user_action: { kind: "change_input", detail: "Give the method's own files." },
    location: { file: file.path },
  });
}

function readSealed({ path, text }: { readonly path: string; readonly text: string }): StandardCrate {
  try {
    return readStandardCrate(JSON.parse(text));
  } catch (cause) {
    const isNewer = isCrateError(cause) && cause.code === "crate.schema_unsupported";
    throw createFailure(isNewer ? "perdure.schema_unsupported" : "perdure.content_damaged", {
      message: isCrateError(cause) ? `${cause.message}.` : "The file is neither a method nor a crate.",
      user_action: { kind: "change_input", detail: "Write it anew: perdure crate <method> --output <file>" },
      location: { file: path },
      cause,
    });
  }
}
