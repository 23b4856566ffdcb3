import type { DocGenPipe } from "@perdure/crate";
import { checkVariables } from "./check-variables.ts";
import { noteUnsupported } from "./note-unsupported.ts";
import type { PipeContext } from "./pipe-context.ts";
import { spanOfKey } from "./pipe-context.ts";
import { readPrompt, reportMissing } from "./read-prompt.ts";
import type { Span } from "../source/source-text.ts";
import { fieldOf, wordOf } from "../source/toml-fields.ts";

const FORMATS = ["pdf", "xlsx", "docx", "pptx"] as const;
type Format = (typeof FORMATS)[number];
/** How the name of a template's file ends, by what is made of it. */
const ENDINGS: Readonly<Record<Format, string>> = { pdf: ".html", xlsx: ".xlsx", docx: ".docx", pptx: ".pptx" };

/** Reads a PipeDocGen: the inputs laid out as a file, or put into a template. */
export function readDocGenPipe(context: PipeContext): DocGenPipe | undefined {
  const { reporter, table, contract } = context;
  noteUnsupported(context, "PipeDocGen");
  reportMissing(context, "format");
  const inputs = Object.keys(contract.inputs);
  if (inputs.length === 0) reportMissing(context, "inputs");
  const format = wordOf(reporter, table, "format", FORMATS);
  const template = readPrompt(context, "template", { category: "html", filters: ["markdown"] });
  const template_file = fieldOf(reporter, table, "template_file", "string");
  const filename = readPrompt(context, "filename", { category: "basic" });
  // A template without words for an input leaves it out on purpose; without a template all are laid out.
  checkVariables(context, [template, filename], { unread: "error", read: inputs });
  if (format !== undefined) checkTemplate(context, format, template_file);
  if (format === undefined) return undefined;
  return {
    ...context.base,
    type: "PipeDocGen",
    format,
    ...(template === undefined ? {} : { template: template.source }),
    ...(template_file === undefined ? {} : { template_file: template_file.value }),
    ...(filename === undefined ? {} : { filename: filename.source }),
  };
}

function checkTemplate(
  context: PipeContext,
  format: Format,
  file: { readonly value: string; readonly span: Span } | undefined,
): void {
  const { reporter, table, declared } = context;
  const params = { pipe: declared.ref, format };
  if (file !== undefined && table.entries.has("template")) {
    reporter.report("doc_gen.template", spanOfKey(context, "template_file"), { says: "both", ...params });
  } else if (table.entries.has("template") && format !== "pdf") {
    reporter.report("doc_gen.template", spanOfKey(context, "template"), { says: "only_pdf", ...params, format });
  } else if (file !== undefined && !file.value.endsWith(ENDINGS[format])) {
    reporter.report("doc_gen.template", file.span, { says: "ending", ...params, format, ending: ENDINGS[format] });
  } else if (format === "pptx" && !table.entries.has("template_file")) {
    reporter.report("doc_gen.template", spanOfKey(context, "format"), { says: "needed", ...params });
  }
}
