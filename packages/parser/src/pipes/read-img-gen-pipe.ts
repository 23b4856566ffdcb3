import type { ImgGenPipe } from "@perdure/crate";
import { checkVariables, unreadSince } from "./check-variables.ts";
import { reportLater } from "../diagnostics/report-later.ts";
import { fileReadBy } from "./file-variables.ts";
import { noteUnsupported } from "./note-unsupported.ts";
import type { PipeContext } from "./pipe-context.ts";
import { spanOfKey } from "./pipe-context.ts";
import { readModel } from "./read-model.ts";
import { readPrompt, readRequiredPrompt } from "./read-prompt.ts";
import { readStyle } from "./read-template.ts";
import type { ReadTemplate } from "./read-template.ts";
import { readFlag } from "./read-values.ts";
import { fieldOf, wordOf } from "../source/toml-fields.ts";

const FIRST_RATIOS = [
  "square",
  "landscape_4_3",
  "landscape_3_2",
  "landscape_16_9",
  "landscape_21_9",
  "portrait_3_4",
  "portrait_2_3",
  "portrait_9_16",
  "portrait_9_21",
] as const;
const BANNER_RATIOS = ["landscape_4_1", "landscape_8_1", "portrait_1_4", "portrait_1_8"] as const;
const TIERS: ReadonlySet<string> = new Set(["1k", "2k", "4k"]);
const PIXELS = /^[1-9]\d{0,5}x[1-9]\d{0,5}$/u;

/** Reads a PipeImgGen: the picture that is asked for, and how it is made. */
export function readImgGenPipe(context: PipeContext): ImgGenPipe | undefined {
  const { reporter, table } = context;
  noteUnsupported(context, "PipeImgGen");
  const style = readStyle(context, table);
  const prompt = readRequiredPrompt(context, "prompt", { category: "img_gen_prompt", style });
  const negative_prompt = readPrompt(context, "negative_prompt", { category: "img_gen_prompt", style });
  if (prompt !== undefined) checkVariables(context, [prompt, negative_prompt], { unread: unreadSince(context) });
  for (const template of [prompt, negative_prompt]) reportDocuments(context, template);
  const model = readModel(context, "model", "img_gen");
  const aspect_ratio = readRatio(context);
  const size = readSize(context);
  const is_raw = readFlag(context, "is_raw");
  const seed = readSeed(context);
  const background = wordOf(reporter, table, "background", ["transparent", "opaque", "auto"]);
  const output_format = wordOf(reporter, table, "output_format", ["png", "jpeg", "webp"]);
  if (prompt === undefined) return undefined;
  return {
    ...context.base,
    type: "PipeImgGen",
    prompt: prompt.source,
    ...(negative_prompt === undefined ? {} : { negative_prompt: negative_prompt.source }),
    ...(model === undefined ? {} : { model }),
    ...(aspect_ratio === undefined ? {} : { aspect_ratio }),
    ...(size === undefined ? {} : { size }),
    ...(is_raw === undefined ? {} : { is_raw }),
    ...(seed === undefined ? {} : { seed }),
    ...(background === undefined ? {} : { background }),
    ...(output_format === undefined ? {} : { output_format }),
  };
}

/** The files that a model of images is shown are images. */
function reportDocuments(context: PipeContext, template: ReadTemplate | undefined): void {
  for (const variable of template?.readings?.variables ?? []) {
    if (fileReadBy(context, variable) !== "Document") continue;
    const shown = [variable.root, ...variable.path].join(".");
    context.reporter.report("input.concept", variable.span, {
      says: "img_gen",
      pipe: context.declared.ref,
      input: shown,
    });
  }
}

function readRatio({ reporter, table, library }: PipeContext): string | undefined {
  const ratio = wordOf(reporter, table, "aspect_ratio", [...FIRST_RATIOS, ...BANNER_RATIOS]);
  const span = table.entries.get("aspect_ratio")?.value.span;
  if (span !== undefined && BANNER_RATIOS.some((banner) => banner === ratio)) {
    reportLater(reporter, library.profile, { since: "2.x", what: `The aspect ratio '${ratio}'`, span });
  }
  return ratio;
}

function readSize(context: PipeContext): string | undefined {
  const { reporter, table, declared, library } = context;
  const written = fieldOf(reporter, table, "size", "string");
  if (written === undefined) return undefined;
  const { value, span } = written;
  const params = { pipe: declared.ref, size: value };
  if (!TIERS.has(value) && !PIXELS.test(value)) {
    reporter.report("img_gen.size", span, { says: "malformed", ...params, value });
    return undefined;
  }
  reportLater(reporter, library.profile, { since: "2.x", what: "'size'", span });
  if (PIXELS.test(value) && table.entries.has("aspect_ratio")) {
    reporter.report("img_gen.size", spanOfKey(context, "aspect_ratio"), { says: "with_ratio", ...params, value });
  }
  return value;
}

function readSeed({ reporter, table }: PipeContext): number | "auto" | undefined {
  const seed = table.entries.get("seed")?.value;
  if (seed === undefined) return undefined;
  if (seed.kind === "string" && seed.value === "auto") return "auto";
  if (seed.kind === "integer" && Number.isSafeInteger(seed.value)) return seed.value;
  reporter.report("toml.wrong_type", seed.span, { says: "seed", key: "seed", expected: "integer" });
  return undefined;
}
