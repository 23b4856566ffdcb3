import { isTextLike, refines } from "@perdure/crate";
import type { ComposePipe, ExtractPipe, Pipe, StructurePipe } from "@perdure/crate";
import type { PipeContext } from "../pipes/pipe-context.ts";
import { spanOfInput, spanOfKey } from "../pipes/pipe-context.ts";
import { showSlot } from "../pipes/slot.ts";
import { checkConstruct } from "./check-construct.ts";
import { checkJudge } from "./check-judge.ts";
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
      return checkSearch(wiring, context);
    case "PipeJudge":
      return checkJudge(wiring, context, pipe);
    case "PipeDocGen":
      if (isKnown && !refines(wiring.concepts, concept, "native.Document")) {
        reportOutput(context, "The output of a PipeDocGen is Document, or refines it.");
      } else if (context.contract.output.multiplicity !== "single") {
        const message = "A PipeDocGen makes one file: its output has no brackets.";
        context.reporter.report("output.multiplicity", spanOfKey(context, "output"), message, {
          params: { pipe: context.declared.ref },
        });
      }
      return;
    default:
      return;
  }
}

function checkSearch(wiring: Wiring, context: PipeContext): void {
  const { concept, multiplicity } = context.contract.output;
  if (wiring.isUnchecked(concept)) return;
  if (isTextLike(wiring.concepts, concept) || (concept.startsWith("native.") && concept !== "native.SearchResult")) {
    return reportOutput(context, "The output of a PipeSearch is SearchResult, or refines it.");
  }
  if (refines(wiring.concepts, concept, "native.SearchResult") && multiplicity === "single") return;
  const what = multiplicity === "single" ? "SearchResult, or refines it" : "one SearchResult, with all its sources";
  const message = `The output of a PipeSearch is ${what}: another runtime may refuse this one.`;
  context.reporter.report("search.output", spanOfKey(context, "output"), message, {
    params: { pipe: context.declared.ref },
  });
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
    const own = Object.hasOwn(wiring.concepts, concept) ? wiring.concepts[concept] : undefined;
    // What a concept of a description alone holds is not known: it may be meant for a document.
    const isOpen = own !== undefined && own.fields === undefined && own.refines === undefined;
    const message = `A PipeExtract reads a Document or an Image, and '${name}' is ${showSlot(concept, slot.multiplicity)}.`;
    context.reporter.report("input.concept", spanOfInput(context, name), message, {
      params: { pipe: context.declared.ref, input: name },
      ...(isOpen ? { severity: "warning" } : {}),
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

function reportOutput(
  context: PipeContext,
  message: string,
  code: "output.concept" | "llm.output_image" = "output.concept",
): void {
  context.reporter.report(code, spanOfKey(context, "output"), message, {
    params: { pipe: context.declared.ref },
  });
}
