import { memberNames, urlText, stringMember } from "./content-text.ts";
import { jsonText } from "./content-json.ts";
import { fieldShape, isArray, itemsOf, member, scalarOf, view } from "./content-view.ts";
import { escapeHtml } from "./escape-html.ts";
import { pythonText } from "../python/python-text.ts";
import { ANY_SHAPE } from "../shape.ts";
import type { ContentValue, Value } from "../python/value.ts";
import type { Work } from "../rendering/work.ts";

/**
 * Renders a content as HTML in which every piece of data is escaped: structures as a table of two columns without their
 * empty fields, lists as `ul`, images and documents as links where their address is one that a browser may open.
 */
export function contentHtml(content: ContentValue, work: Work): string {
  work.enter();
  const html = blockHtml(content, work);
  work.leave();
  work.produce(html.length);
  return html;
}

function blockHtml(content: ContentValue, work: Work): string {
  const scalar = scalarOf(content);
  if (scalar !== undefined) return escapeHtml(pythonText(scalar, work));
  const items = itemsOf(content);
  if (items !== undefined) {
    const shape = content.shape.kind === "list" ? content.shape.item : ANY_SHAPE;
    const rows = items.map(
      (item, index) => `<li>${valueHtml(view(item, shape, `${content.path}[${index}]`), work)}</li>`,
    );
    return `<ul>${rows.join("")}</ul>`;
  }
  if (isArray(content.json)) return "<ul></ul>";
  const object = content.json;
  switch (content.shape.kind) {
    case "image":
      return imageHtml(urlText(object), stringMember(object, "caption"));
    case "document":
      return linkHtml(urlText(object), stringMember(object, "title") || stringMember(object, "filename"));
    case "html":
      return escapeHtml(stringMember(object, "inner_html"));
    case "json":
      return `<pre>${escapeHtml(jsonText(member(object, "json_obj") ?? object, ANY_SHAPE, work))}</pre>`;
    default: {
      const rows = memberNames(content.shape, object).flatMap((name) => {
        const value = view(member(object, name), fieldShape(content.shape, name), `${content.path}.${name}`);
        return value === null ? [] : [`<tr><td>${escapeHtml(name)}</td><td>${valueHtml(value, work)}</td></tr>`];
      });
      return `<table>${rows.join("")}</table>`;
    }
  }
}

function valueHtml(value: Value, work: Work): string {
  if (typeof value === "object" && value?.kind === "content") return contentHtml(value, work);
  return escapeHtml(pythonText(value, work));
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url);
}

function imageHtml(url: string, caption: string): string {
  if (!isWebAddress(url)) return escapeHtml(url);
  return `<img src="${escapeHtml(url)}" alt="${escapeHtml(caption)}">`;
}

function linkHtml(url: string, title: string): string {
  const text = escapeHtml(title === "" ? url : title);
  return isWebAddress(url) ? `<a href="${escapeHtml(url)}">${text}</a>` : text;
}
