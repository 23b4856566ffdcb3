import type { ComposePipe } from "@perdure/crate";
import { checkVariables, unreadSince } from "./check-variables.ts";
import type { PipeContext } from "./pipe-context.ts";
import { spanOfKey } from "./pipe-context.ts";
import { readConstruct } from "./read-construct.ts";
import { readTemplateBlueprint } from "./read-template.ts";
import { fieldOf } from "../source/toml-fields.ts";

/** Reads a PipeCompose: a template or a construct, never both. Undefined when it has neither. */
export function readComposePipe(context: PipeContext): ComposePipe | undefined {
  const { reporter, table, declared, contract } = context;
  const template_entry = table.entries.get("template");
  const construct_entry = table.entries.get("construct");
  const params = { pipe: declared.ref };
  if (contract.output.multiplicity !== "single") {
    reporter.report("compose.output_plural", spanOfKey(context, "output"), params);
  }
  if ((template_entry === undefined) === (construct_entry === undefined)) {
    reporter.report("compose.mode", declared.entry.keySpan, { ...params, code: declared.code });
    return undefined;
  }
  if (template_entry !== undefined) {
    const template = readTemplateBlueprint(context, template_entry.value);
    if (template === undefined) return undefined;
    if (template.source.text.trim() === "") {
      const key = "template";
      reporter.report("template.empty", spanOfKey(context, key), { ...params, key });
    }
    checkVariables(context, [template], { unread: unreadSince(context) });
    return { ...context.base, type: "PipeCompose", template: template.source };
  }
  const construct_table = fieldOf(reporter, table, "construct", "table");
  if (construct_table === undefined || construct_entry === undefined) return undefined;
  const construct = readConstruct(context, construct_table, construct_entry.keySpan);
  const inputs = Object.keys(contract.inputs);
  const roots = construct.paths.map(({ path }) => path.split(".")[0] ?? path);
  for (const [index, { path, span }] of construct.paths.entries()) {
    const root = roots[index] ?? path;
    if (Object.hasOwn(contract.inputs, root)) continue;
    const suggestion = reporter.suggest(root, inputs);
    reporter.report(
      "template.variable_undeclared",
      span,
      { ...params, variable: path, root, code: declared.code },
      { suggestion },
    );
    if (suggestion !== undefined) roots.push(suggestion);
  }
  // What a field that could not be read would have read is not known.
  const read = construct.isWhole ? roots : inputs;
  checkVariables(context, construct.templates, { unread: unreadSince(context), read });
  if (!construct.isWhole) return undefined;
  return { ...context.base, type: "PipeCompose", construct: construct.fields };
}
