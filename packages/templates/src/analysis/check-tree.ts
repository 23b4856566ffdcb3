import { VISIBLE_PRIVATE_NAMES } from "../python/access.ts";
import { findFilter } from "../filters/filter-table.ts";
import { hasPredicate } from "../python/predicates.ts";
import type { TemplateCategory } from "../shape.ts";
import type { Body, Expression, Statement } from "../syntax/syntax-tree.ts";
import { TemplateError } from "../template-error.ts";

/** Deep enough for any template that a person writes, and shallow enough to be walked by recursion afterwards. */
const MAXIMUM_TREE_DEPTH = 240;

type Node = Expression | Statement;

/** Refuses, before anything is rendered: trees that are too deep, private names, filters and tests that do not exist. */
export function checkTree(body: Body, category: TemplateCategory, filters: ReadonlySet<string>): void {
  // An explicit stack: the depth is what is being checked, so it cannot be walked by recursion.
  const pending: { readonly node: unknown; readonly depth: number }[] = [{ node: body, depth: 0 }];
  let first: TemplateError | undefined;
  for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
    const { node, depth } = entry;
    if (Array.isArray(node)) {
      for (const child of node) pending.push({ node: child, depth });
    } else if (typeof node === "object" && node !== null) {
      const error = isNode(node) ? checkNode(node, depth, category, filters) : undefined;
      if (error?.code === "template.too_deep") throw error;
      if (error !== undefined && (first === undefined || error.offset < first.offset)) first = error;
      for (const child of Object.values(node)) pending.push({ node: child, depth: depth + 1 });
    }
  }
  if (first !== undefined) throw first;
}

function isNode(value: object): value is Node {
  return "kind" in value && "offset" in value;
}

function checkNode(
  node: Node,
  depth: number,
  category: TemplateCategory,
  filters: ReadonlySet<string>,
): TemplateError | undefined {
  if (depth > MAXIMUM_TREE_DEPTH)
    return new TemplateError("template.too_deep", "The template is nested too deeply.", node.offset);
  if (node.kind === "attribute" && node.name.startsWith("_") && !VISIBLE_PRIVATE_NAMES.has(node.name)) {
    return new TemplateError("template.private_name", `The private name '${node.name}' may not be read.`, node.offset);
  }
  if (node.kind === "filter" && findFilter(category, node.name) === undefined && !filters.has(node.name)) {
    const message = `There is no filter '${node.name}' in templates of category '${category}'.`;
    return new TemplateError("template.unknown_filter", message, node.offset);
  }
  if (node.kind === "test" && !hasPredicate(node.name)) {
    return new TemplateError("template.unknown_test", `There is no test '${node.name}'.`, node.offset);
  }
  return undefined;
}
