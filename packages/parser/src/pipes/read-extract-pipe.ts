import type { ExtractPipe } from "@perdure/crate";
import { checkInputCount, checkKeysOfPipe } from "./check-pipe-shape.ts";
import type { PipeContext } from "./pipe-context.ts";
import { spanOfKey } from "./pipe-context.ts";
import { readModel } from "./read-model.ts";
import { fieldOf } from "../source/toml-fields.ts";

const KEYS = [
  "model",
  "max_page_images",
  "page_image_captions",
  "page_views",
  "page_views_dpi",
  "render_js",
  "include_raw_html",
] as const;

/** Reads a PipeExtract: one document or image in, a list of pages out. */
export function readExtractPipe(context: PipeContext): ExtractPipe {
  const { reporter, table, contract, base } = context;
  checkKeysOfPipe(context, KEYS, { ocr: "model", ocr_handle: "model" });
  checkInputCount(context, 1);
  const { concept, multiplicity } = contract.output;
  if (concept === "native.Page" && multiplicity === "single") {
    const message = "A PipeExtract gives all pages of a document: write Page[].";
    reporter.report("extract.output_single", spanOfKey(context, "output"), message, { suggestion: "Page[]" });
  } else if (concept !== "native.Page" || multiplicity !== "many") {
    const message = "The output of a PipeExtract is Page[].";
    reporter.report("extract.output", spanOfKey(context, "output"), message, { suggestion: "Page[]" });
  }
  const model = readModel(context, "model", "extract");
  const max_page_images = countOf(context, "max_page_images", 0);
  const page_views_dpi = countOf(context, "page_views_dpi", 1);
  for (const key of ["render_js", "include_raw_html"]) fieldOf(reporter, table, key, "boolean");
  return {
    ...base,
    output: { ...contract.output, multiplicity: "many" },
    type: "PipeExtract",
    ...(model === undefined ? {} : { model }),
    ...(max_page_images === undefined ? {} : { max_page_images }),
    page_image_captions: fieldOf(reporter, table, "page_image_captions", "boolean")?.value ?? false,
    page_views: fieldOf(reporter, table, "page_views", "boolean")?.value ?? false,
    ...(page_views_dpi === undefined ? {} : { page_views_dpi }),
  };
}

function countOf(context: PipeContext, key: string, least: number): number | undefined {
  const value = fieldOf(context.reporter, context.table, key, "integer");
  if (value === undefined || value.value >= least) return value?.value;
  const message = `'${key}' must be at least ${least}.`;
  context.reporter.report("pipe.number_out_of_range", value.span, message, { params: { key, least } });
  return undefined;
}
