import { isTextLike, refines } from "@perdure/crate";
import type { ParamsOfCode } from "../messages/messages.ts";
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
        context.reporter.report("llm.output_image", spanOfKey(context, "output"), { pipe: context.declared.ref });
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
        reportOutput(context, { says: "native", type: "PipeImgGen", wanted: "Image" });
      }
      return;
    case "PipeSearch":
      return checkSearch(wiring, context);
    case "PipeJudge":
      return checkJudge(wiring, context, pipe);
    case "PipeDocGen":
      if (isKnown && !refines(wiring.concepts, concept, "native.Document")) {
        reportOutput(context, { says: "native", type: "PipeDocGen", wanted: "Document" });
      } else if (context.contract.output.multiplicity !== "single") {
        context.reporter.report("output.multiplicity", spanOfKey(context, "output"), {
          says: "document",
          pipe: context.declared.ref,
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
    return reportOutput(context, { says: "native", type: "PipeSearch", wanted: "SearchResult" });
  }
  if (refines(wiring.concepts, concept, "native.SearchResult") && multiplicity === "single") return;
  const what = multiplicity === "single" ? "SearchResult, or refines it" : "one SearchResult, with all its sources";
  context.reporter.report("search.output", spanOfKey(context, "output"), { pipe: context.declared.ref, what });
}

function checkStructure(wiring: Wiring, context: PipeContext, pipe: StructurePipe): void {
  const { concept } = pipe.output;
  for (const [name, slot] of Object.entries(pipe.inputs)) {
    if (wiring.isUnchecked(slot.concept) || isTextLike(wiring.concepts, slot.concept)) continue;
    context.reporter.report("input.concept", spanOfInput(context, name), {
      says: "structure",
      pipe: context.declared.ref,
      input: name,
      slot: showSlot(slot.concept, slot.multiplicity),
    });
  }
  if (!wiring.isUnchecked(concept) && isTextLike(wiring.concepts, concept)) {
    reportOutput(context, { says: "structure" });
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
    context.reporter.report(
      "input.concept",
      spanOfInput(context, name),
      { says: "extract", pipe: context.declared.ref, input: name, slot: showSlot(concept, slot.multiplicity) },
      isOpen ? { severity: "warning" } : {},
    );
  }
}

function checkCompose(wiring: Wiring, context: PipeContext, pipe: ComposePipe): void {
  const { concept } = pipe.output;
  if (wiring.isUnchecked(concept)) return;
  const isText = isTextLike(wiring.concepts, concept);
  if (pipe.template !== undefined) {
    if (!isText && !refines(wiring.concepts, concept, "native.Html")) {
      reportOutput(context, { says: "template", shown: showSlot(concept, "single") });
    }
    return;
  }
  const construct = context.table.entries.get("construct")?.value;
  if (pipe.construct === undefined || construct?.kind !== "table") return;
  if (isText) return reportOutput(context, { says: "construct" });
  checkConstruct(wiring, context, concept, pipe.construct, construct);
}

function reportOutput(context: PipeContext, told: ParamsOfCode<"output.concept">): void {
  context.reporter.report("output.concept", spanOfKey(context, "output"), { ...told, pipe: context.declared.ref });
}
