import type { ExtractPipe } from "@perdure/crate";
import { checkInputCount } from "./check-pipe-shape.ts";
import type { PipeContext } from "./pipe-context.ts";
import { isOutputKnown, spanOfKey } from "./pipe-context.ts";
import { readModel } from "./read-model.ts";
import { readCount, readFlag } from "./read-values.ts";

/** Reads a PipeExtract: one document or image in, a list of pages out. */
export function readExtractPipe(context: PipeContext): ExtractPipe {
  const { reporter, contract, base } = context;
  checkInputCount(context, 1);
  const { concept, multiplicity } = contract.output;
  if (isOutputKnown(context) && (concept !== "native.Page" || multiplicity !== "many")) {
    reporter.report(
      "extract.output",
      spanOfKey(context, "output"),
      { is_page: concept === "native.Page" },
      { suggestion: "Page[]" },
    );
  }
  const model = readModel(context, "model", "extract");
  const max_page_images = readCount(context, "max_page_images", 0);
  const page_views_dpi = readCount(context, "page_views_dpi", 1);
  for (const key of ["render_js", "include_raw_html"]) readFlag(context, key);
  return {
    ...base,
    output: { ...contract.output, multiplicity: "many" },
    type: "PipeExtract",
    ...(model === undefined ? {} : { model }),
    ...(max_page_images === undefined ? {} : { max_page_images }),
    page_image_captions: readFlag(context, "page_image_captions") ?? false,
    page_views: readFlag(context, "page_views") ?? false,
    ...(page_views_dpi === undefined ? {} : { page_views_dpi }),
  };
}
