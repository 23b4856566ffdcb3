import { isTextLike, refines, resolvedFields } from "@perdure/crate";
import type { ComposePipe, ConstructField, Field, Json, JsonObject } from "@perdure/crate";
import { createFailure } from "@perdure/failures";
import { contentProblems } from "../contents/content-problems.ts";
import { splitPath, unwrapScalar, walkContent } from "../contents/content-path.ts";
import { renderSource, templateRoots } from "./pure-piece.ts";
import type { PureContext } from "./pure-piece.ts";
import { withDefaults } from "../contents/with-defaults.ts";

type Compose = Pick<ComposePipe, "template" | "construct" | "output" | "inputs">;
type Construct = Readonly<Record<string, ConstructField>>;

/** The names that a composition reads. */
export function composeReads(pipe: Compose): readonly string[] {
  const roots = pipe.template === undefined ? [] : templateRoots(pipe.template);
  return [...new Set([...roots, ...constructReads(pipe.construct ?? {})])];
}

/**
 * The content that a composition makes: its template rendered, or its construct assembled and checked against the output
 * concept. Throws a FailureError `perdure.compose_mismatch`, `perdure.template_failed` or `method.template_invalid`.
 */
export function composeContent(pipe: Compose, context: PureContext): Json {
  if (pipe.template !== undefined) {
    const text = renderSource(pipe.template, context);
    return refines(context.concepts, pipe.output.concept, "native.Html")
      ? { inner_html: text, css_class: "" }
      : { text };
  }
  const fields = resolvedFields(context.concepts, pipe.output.concept) ?? {};
  const content = assemble(pipe.construct ?? {}, fields, context);
  const problems = contentProblems(context.concepts, pipe.output.concept, content);
  if (problems.length === 0) return withDefaults(context.concepts, pipe.output.concept, content);
  throw createFailure("perdure.compose_mismatch", {
    message: `The composed value does not fit ${pipe.output.concept}: ${problems.map(({ path, message }) => `${path} ${message}`).join("; ")}.`,
  });
}

function assemble(construct: Construct, fields: Readonly<Record<string, Field>>, context: PureContext): JsonObject {
  const members = Object.entries(construct).map(([name, part]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return [name, valueOf(part, field, context)] as const;
  });
  return Object.fromEntries(members.filter((member): member is readonly [string, Json] => member[1] !== undefined));
}

function valueOf(part: ConstructField, field: Field | undefined, context: PureContext): Json | undefined {
  switch (part.kind) {
    case "fixed":
      return part.value;
    case "template":
      return renderSource(part.template, context);
    case "construct":
      return assemble(part.fields, nestedFields(field, context), context);
    case "from": {
      const { root, segments } = splitPath(part.path);
      const loaded = Object.hasOwn(context.stuffs, root) ? context.stuffs[root] : undefined;
      const found = loaded === undefined ? undefined : walkContent(loaded.content, segments);
      if (found === undefined) return undefined;
      return part.keyed_by === undefined ? fittedContent(found, field, context) : keyed(found, part.keyed_by);
    }
  }
}

/** A content as a field of its target wants it: a Text into a text field yields its text, into a field of its own concept the object: the target's type decides. */
export function fittedContent(value: Json, field: Field | undefined, context: PureContext): Json {
  if (field === undefined) return value;
  if (field.type === "concept") return value;
  if (field.type === "list") {
    const items = Array.isArray(value) ? (value as readonly Json[]) : [value];
    return field.item_concept === undefined && field.item_type !== undefined
      ? items.map(unwrapScalar)
      : items.map((item) => plainItem(item, field, context));
  }
  return unwrapScalar(value);
}

function plainItem(item: Json, field: Field, context: PureContext): Json {
  if (field.item_concept === undefined) return unwrapScalar(item);
  return isTextLike(context.concepts, field.item_concept) && typeof item === "string" ? { text: item } : item;
}

function keyed(value: Json, attribute: string): Json {
  if (!Array.isArray(value)) {
    throw createFailure("perdure.compose_mismatch", {
      message: "Only a list can be keyed by an attribute of its items.",
    });
  }
  const entries = (value as readonly Json[]).map((item) => {
    const key = walkContent(item, [attribute]);
    const text = key === undefined ? undefined : unwrapScalar(key);
    if (typeof text === "string") return [text, item] as const;
    throw createFailure("perdure.compose_mismatch", {
      message: `An item of the list has no text under '${attribute}'.`,
    });
  });
  return Object.fromEntries(entries);
}

function nestedFields(field: Field | undefined, context: PureContext): Readonly<Record<string, Field>> {
  return field?.concept === undefined ? {} : (resolvedFields(context.concepts, field.concept) ?? {});
}

function constructReads(construct: Construct): readonly string[] {
  return Object.values(construct).flatMap((part) => {
    switch (part.kind) {
      case "fixed":
        return [];
      case "from":
        return [splitPath(part.path).root];
      case "template":
        return templateRoots(part.template);
      case "construct":
        return constructReads(part.fields);
    }
  });
}
