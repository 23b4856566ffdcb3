import { isTextLike, refines, resolvedFields } from "@perdure/crate";
import type { ComposePipe, ConceptRef, ConstructField, ExtractPipe, Pipe, StructurePipe } from "@perdure/crate";
import { offer } from "../diagnostics/did-you-mean.ts";
import type { PipeContext } from "../pipes/pipe-context.ts";
import { spanOfInput, spanOfKey } from "../pipes/pipe-context.ts";
import { showSlot } from "../pipes/slot.ts";
import type { Span } from "../source/source-text.ts";
import type { TomlTable } from "../source/toml-tree.ts";
import { isPathProblem, walkPath } from "./walk-path.ts";
import { valueOfInput } from "./wiring.ts";
import type { Wiring } from "./wiring.ts";

/** Holds an operator's concepts against what its type can take and give. */
export function checkOperator(wiring: Wiring, context: PipeContext, pipe: Pipe): void {
  const { concept } = context.contract.output;
  const isKnown = !wiring.isUnchecked(concept);
  switch (pipe.type) {
    case "PipeLLM":
      if (isKnown && refines(wiring.concepts, concept, "native.Image")) {
        reportOutput(context, "A PipeLLM cannot make an image: a PipeImgGen can.", "llm.output_image");
      }
      return;
    case "PipeStructure":
      return checkStructure(wiring, context, pipe);
    case "PipeExtract":
      return checkExtract(wiring, context, pipe);
    case "PipeCompose":
      return checkCompose(wiring, context, pipe);
    case "PipeImgGen":
      if (isKnown && !refines(wiring.concepts, concept, "native.Image")) {
        reportOutput(context, "The output of a PipeImgGen is Image, or refines it.");
      }
      return;
    case "PipeSearch":
      if (isKnown && isTextLike(wiring.concepts, concept)) {
        reportOutput(context, "The output of a PipeSearch is SearchResult, or a concept with a structure.");
      }
      return;
    default:
      return;
  }
}

function checkStructure(wiring: Wiring, context: PipeContext, pipe: StructurePipe): void {
  const { concept } = pipe.output;
  for (const [name, slot] of Object.entries(pipe.inputs)) {
    if (wiring.isUnchecked(slot.concept) || isTextLike(wiring.concepts, slot.concept)) continue;
    const message = `A PipeStructure reads a text, and '${name}' is ${showSlot(slot.concept, slot.multiplicity)}.`;
    context.reporter.report("input.concept", spanOfInput(context, name), message, {
      params: { pipe: context.declared.ref, input: name },
    });
  }
  if (!wiring.isUnchecked(concept) && isTextLike(wiring.concepts, concept)) {
    reportOutput(context, "A PipeStructure gives a concept with a structure, not a text.");
  }
}

function checkExtract(wiring: Wiring, context: PipeContext, pipe: ExtractPipe): void {
  for (const [name, slot] of Object.entries(pipe.inputs)) {
    const { concept } = slot;
    if (wiring.isUnchecked(concept)) continue;
    if (["native.Document", "native.Image"].some((file) => refines(wiring.concepts, concept, file))) continue;
    const message = `A PipeExtract reads a Document or an Image, and '${name}' is ${showSlot(concept, slot.multiplicity)}.`;
    context.reporter.report("input.concept", spanOfInput(context, name), message, {
      params: { pipe: context.declared.ref, input: name },
    });
  }
}

function checkCompose(wiring: Wiring, context: PipeContext, pipe: ComposePipe): void {
  const { concept } = pipe.output;
  if (wiring.isUnchecked(concept)) return;
  const isText = isTextLike(wiring.concepts, concept);
  if (pipe.template !== undefined) {
    if (!isText && !refines(wiring.concepts, concept, "native.Html")) {
      reportOutput(context, `A template gives a text or HTML, not ${showSlot(concept, "single")}: use a construct.`);
    }
    return;
  }
  const construct = context.table.entries.get("construct")?.value;
  if (pipe.construct === undefined || construct?.kind !== "table") return;
  if (isText) return reportOutput(context, "A construct gives a concept with a structure, not a text: use a template.");
  checkConstruct(wiring, context, concept, pipe.construct, construct);
}

function checkConstruct(
  wiring: Wiring,
  context: PipeContext,
  concept: ConceptRef,
  construct: Readonly<Record<string, ConstructField>>,
  table: TomlTable,
): void {
  const { reporter, declared } = context;
  const fields = resolvedFields(wiring.concepts, concept);
  if (fields !== undefined && table.entries.size > 0) {
    for (const name of Object.keys(fields)) {
      if (fields[name]?.required !== true || Object.hasOwn(construct, name)) continue;
      const message = `The construct leaves out '${name}', which every ${showSlot(concept, "single")} has.`;
      reporter.report("compose.field_missing", table.span, message, { params: { pipe: declared.ref, field: name } });
    }
  }
  for (const [name, part] of Object.entries(construct)) {
    const entry = table.entries.get(name);
    if (entry === undefined) continue;
    const field = fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (fields !== undefined && field === undefined) {
      const suggestion = reporter.suggest(name, Object.keys(fields));
      const message = `'${concept}' has no field '${name}'.${offer(suggestion)}`;
      reporter.report("compose.field_unknown", entry.keySpan, message, {
        params: { pipe: declared.ref, field: name },
        suggestion,
      });
    }
    if (part.kind === "from") checkPath(wiring, context, part.path, entry.value.kind === "table" ? entry.value : table);
    if (part.kind === "construct" && field?.concept !== undefined && entry.value.kind === "table") {
      checkConstruct(wiring, context, field.concept, part.fields, entry.value);
    }
  }
}

function checkPath(wiring: Wiring, context: PipeContext, path: string, table: TomlTable): void {
  const [root = "", ...segments] = path.split(".");
  const input = Object.hasOwn(context.contract.inputs, root) ? context.contract.inputs[root] : undefined;
  if (input === undefined) return;
  const walked = walkPath(context, valueOfInput(input), segments);
  if (!isPathProblem(walked)) return;
  const span: Span = table.entries.get("from")?.value.span ?? table.span;
  const message = `The path '${path}' leads nowhere: ${walked.reason}.${offer(walked.suggestion)}`;
  context.reporter.report("path.unresolved", span, message, {
    params: { pipe: context.declared.ref, path },
    suggestion: walked.suggestion,
  });
}

function reportOutput(
  context: PipeContext,
  message: string,
  code: "output.concept" | "llm.output_image" = "output.concept",
): void {
  context.reporter.report(code, spanOfKey(context, "output"), message, {
    params: { pipe: context.declared.ref },
  });
}
