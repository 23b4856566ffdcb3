import type { NodeRecord } from "@perdure/engine";
import type { RunOutputs } from "../../ports.ts";
import { renderSpan } from "../../terminal/render-span.ts";
import { dataEdges, wholeOf, type DataEdges } from "./data-edges.ts";
import { escapeHtml } from "./escape-html.ts";
import { GRAPH_POLICY, GRAPH_STYLE } from "./graph-style.ts";
import { orderNodes, type GraphNode } from "./order-nodes.ts";

const MARKS: Readonly<Record<NodeRecord["status"], string>> = {
  scheduled: "○ scheduled",
  running: "◐ running",
  waiting: "◔ waiting",
  succeeded: "✓ done",
  failed: "✗ failed",
  skipped: "– skipped",
  canceled: "– canceled",
};

/**
 * The run as one page that loads nothing: boxes inside boxes as the method nests them, with what each read and from whom.
 * Times, ids and attempts stand in elements marked `data-volatile`; without them the page is the same on every backend.
 */
export function renderGraph({
  run_id,
  entry,
  nodes,
  crate,
  usage,
}: Omit<RunOutputs, "main" | "working_memory">): string {
  const roots = orderNodes(nodes, crate);
  const edges = dataEdges(roots);
  const title = escapeHtml(`Run of ${entry}`);
  const tokens = usage.total_tokens === undefined ? "" : ` · ${usage.total_tokens} tokens`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${GRAPH_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${GRAPH_STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>${nodes.length} nodes${tokens} <span data-volatile>${escapeHtml(`run ${run_id} · ${wholeTime(nodes)}`)}</span></p>
<p>Boxes stand inside what called them. Arrows lead from step to step; what a box reads links to the box that made it.</p>
</header>
<main>
${renderInputs(edges)}${renderChildren(roots, "steps", edges)}
</main>
</body>
</html>
`;
}

function renderInputs({ inputs }: DataEdges): string {
  if (inputs.size === 0) return "";
  const items = [...inputs.values()].map(
    ({ name, anchor }) => `<li class="input" id="${anchor}">input <span class="code">${escapeHtml(name)}</span></li>`,
  );
  return `<ul class="inputs" aria-label="Inputs">\n${items.join("\n")}\n</ul>\n`;
}

function renderChildren(nodes: readonly GraphNode[], kind: "steps" | "fan", edges: DataEdges): string {
  if (nodes.length === 0) return "";
  return `<ol class="${kind}">\n${nodes.map((node) => `<li>${renderNode(node, edges)}</li>`).join("\n")}\n</ol>`;
}

function renderNode(node: GraphNode, edges: DataEdges): string {
  const { record, children } = node;
  const anchor = edges.anchors.get(record.node_id) ?? "";
  const line = renderLine(node);
  const data = renderData(node, edges);
  if (children.length === 0) {
    return `<div class="node ${record.status}" id="${anchor}"><div class="line">${line}</div>${data}</div>`;
  }
  const kind = record.type === "PipeParallel" || record.type === "PipeBatch" ? "fan" : "steps";
  const inside = renderChildren(children, kind, edges);
  return `<details open class="node ${record.status}" id="${anchor}"><summary>${line}</summary>${data}${inside}</details>`;
}

function renderLine(node: GraphNode): string {
  const { record, label } = node;
  const facts = [
    record.batch === undefined ? undefined : `${record.batch.done} of ${record.batch.total} items`,
    record.outcome === undefined ? undefined : `outcome ${record.outcome}`,
    record.model === undefined ? undefined : `model ${record.model}`,
    record.usage?.total_tokens === undefined ? undefined : `${record.usage.total_tokens} tokens`,
    record.skip_reason === undefined ? undefined : `because ${record.skip_reason}`,
  ].filter((fact) => fact !== undefined);
  return [
    `<span class="code">${escapeHtml(label)}</span>`,
    `<span class="status">${MARKS[record.status]}</span>`,
    `<span class="type">${escapeHtml(record.type)}</span>`,
    `<span class="facts">${escapeHtml(facts.join(" · "))}</span>`,
    `<span data-volatile>${escapeHtml(volatileFacts(node))}</span>`,
  ].join(" ");
}

function volatileFacts({ record, started_after_ms }: GraphNode): string {
  const { started_at, ended_at, attempt, calls, restored } = record;
  return [
    started_at === undefined || ended_at === undefined ? undefined : renderSpan(ended_at - started_at),
    attempt === undefined || attempt === 1 ? undefined : `attempt ${attempt}`,
    calls === undefined || calls < 2 ? undefined : `${calls} calls`,
    restored === true ? "restored" : undefined,
    started_after_ms === undefined ? undefined : `started after ${renderSpan(started_after_ms)}`,
  ]
    .filter((fact) => fact !== undefined)
    .join(" · ");
}

function renderData({ record }: GraphNode, edges: DataEdges): string {
  const reads = Object.entries(record.reads ?? {})
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, code]) => `<b>${escapeHtml(name)}</b>${renderOrigin(record, code, edges)}`);
  const lines = [
    reads.length === 0 ? "" : `<div class="data">reads ${reads.join(", ")}</div>`,
    record.failure === undefined
      ? ""
      : `<div class="failure">${escapeHtml(`${record.failure.title}: ${record.failure.message} [${record.failure.code}]`)}</div>`,
  ];
  return lines.join("");
}

function renderOrigin(reader: NodeRecord, read: string, edges: DataEdges): string {
  const code = wholeOf(read, edges.producers);
  const item = escapeHtml(read.slice(code.length));
  const input = edges.inputs.get(code);
  if (input !== undefined) return ` ← <a href="#${input.anchor}">input${item}</a>`;
  const producer = edges.producers.get(code);
  if (producer === undefined || producer.record.node_id === reader.node_id) return "";
  const anchor = edges.anchors.get(producer.record.node_id) ?? "";
  return ` ← <a href="#${anchor}">${escapeHtml(producer.label)}${item}</a>`;
}

function wholeTime(nodes: readonly NodeRecord[]): string {
  const starts = nodes.flatMap(({ started_at }) => (started_at === undefined ? [] : [started_at]));
  const ends = nodes.flatMap(({ ended_at }) => (ended_at === undefined ? [] : [ended_at]));
  if (starts.length === 0 || ends.length === 0) return "";
  const first = starts.reduce((least, start) => Math.min(least, start));
  const last = ends.reduce((most, end) => Math.max(most, end));
  return `${renderSpan(last - first)} · started ${new Date(first).toISOString()}`;
}
