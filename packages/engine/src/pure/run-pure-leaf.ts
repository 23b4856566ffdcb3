import type { Crate, Json } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { combineBranches, combinedConcept } from "./combine-branches.ts";
import { composeContent } from "./compose-content.ts";
import { splitPath, walkTyped } from "../contents/content-path.ts";
import type { ContentStore } from "../contents/content-store.ts";
import { evaluateCondition } from "./evaluate-condition.ts";
import { limitsOfCall } from "../contract/limits-of-call.ts";
import type { LeafCall, LeafResult } from "../contract/leaf.ts";
import type { PureContext } from "./pure-piece.ts";
import { isStoredList, loadContent, storeContent } from "../contents/stored-content.ts";
import type { LoadedStuff } from "./template-context.ts";

/** Runs a leaf of kind `compose` or `condition`: loads what it reads, computes what the interpreter would have computed inline, stores the result. */
export async function runPureLeaf(call: LeafCall, crate: Crate, contents: ContentStore): Promise<LeafResult> {
  const context: PureContext = {
    concepts: crate.concepts,
    stuffs: await loadStuffs(call, contents),
    parameters: call.parameters,
  };
  const store = (content: Json, concept: string) =>
    storeContent(content, concept, { contents, limits: limitsOfCall(call) });
  if (call.part === "binding") {
    const found = bindingContent(call, context);
    return { concept: found.concept, value: await store(found.content, found.concept), calls: 0 };
  }
  const pipe = Object.hasOwn(crate.pipes, call.pipe) ? crate.pipes[call.pipe] : undefined;
  switch (pipe?.type) {
    case "PipeCondition": {
      const printed = evaluateCondition(pipe, context);
      return { concept: "native.Text", value: await store({ text: printed }, "native.Text"), calls: 0, printed };
    }
    case "PipeCompose": {
      const { concept } = pipe.output;
      return { concept, value: await store(composeContent(pipe, context), concept), calls: 0 };
    }
    case "PipeParallel": {
      const concept = combinedConcept(pipe);
      return { concept, value: await store(combineBranches(pipe, context), concept), calls: 0 };
    }
    default:
      throw createFailure("runtime.unexpected", { message: `${call.pipe} is no pipe that composes or decides.` });
  }
}

/** The value at the path of a binding. Throws a FailureError `perdure.compose_mismatch` where nothing is. */
export function bindingContent(call: Pick<LeafCall, "path">, context: PureContext) {
  const { root, segments } = splitPath(call.path ?? "");
  const loaded = Object.hasOwn(context.stuffs, root) ? context.stuffs[root] : undefined;
  const found =
    loaded === undefined
      ? undefined
      : walkTyped(
          context.concepts,
          {
            content: loaded.content,
            concept: loaded.stuff.concept,
            multiplicity: isStoredList(loaded.stuff.value) ? "many" : "single",
          },
          segments,
        );
  if (found !== undefined) return found;
  throw createFailure("perdure.compose_mismatch", { message: `There is no value at '${call.path}'.` });
}

async function loadStuffs(call: LeafCall, contents: ContentStore): Promise<Readonly<Record<string, LoadedStuff>>> {
  const loaded: Record<string, LoadedStuff> = {};
  for (const [name, stuff] of Object.entries(call.inputs)) {
    loaded[name] = { stuff, content: await loadContent(stuff.value, contents) };
  }
  return loaded;
}
