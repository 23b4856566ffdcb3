import { llm, pipe, sequence } from "../method-text.ts";
import type { ResultRow } from "./result-row.ts";

const text = (content: string) => ({ text: content });
const compose = (declared: Record<string, string>, keys: string, output = "Text", code = "main") =>
  pipe(code, "PipeCompose", declared, output, keys);
const CARD = `[concept.Card]
description = "A card"
[concept.Card.structure]
title = { type = "text", description = "t", required = true }
count = { type = "integer", description = "c" }
price = { type = "number", description = "p" }
tags = { type = "list", item_type = "text", description = "g" }
`;

/** What composing means. */
export const COMPOSE_ROWS: readonly ResultRow[] = [
  {
    id: "compose.fills_a_template",
    why: "Text is put together without a call",
    method: compose({ topic: "Text" }, `template = "About $topic."`),
    inputs: { topic: "tea" },
    expect: { main: text("About tea."), called: [] },
  },
  {
    id: "compose.tags_a_value",
    why: "A value is marked off the way the language says",
    method: compose({ topic: "Text" }, `template = "@topic"`),
    inputs: { topic: "tea" },
    expect: { main: text("<topic>\ntea\n</topic>") },
  },
  {
    id: "compose.booleans_and_null_print_as_in_python",
    why: "Templates and conditions agree with the reference runtime",
    method: compose({ topic: "Text" }, `template = "{{ topic.text == 'tea' }} {{ none }}"`),
    inputs: { topic: "tea" },
    expect: { main: text("True None") },
  },
  {
    id: "compose.numbers_print_by_their_declared_type",
    why: "A price is a float even where it is whole, a count is not",
    method: [CARD, compose({ card: "Card" }, `template = "{{ card.count }} {{ card.price }}"`)].join("\n"),
    inputs: { card: { title: "a", count: 3, price: 4 } },
    expect: { main: text("3 4.0") },
  },
  {
    id: "compose.loops_over_a_list",
    why: "A list is laid out by the template",
    method: compose({ words: "Text[]" }, `template = "{% for w in words %}[{{ w.text }}]{% endfor %}"`),
    inputs: { words: ["x", "y"] },
    expect: { main: text("[x][y]") },
  },
  {
    id: "compose.a_list_of_texts_prints_as_bullets",
    why: "A list can be put into a text as it is",
    method: compose({ words: "Text[]" }, `template = "$words"`),
    inputs: { words: ["x", "y"] },
    expect: { main: text(" • x\n • y") },
  },
  {
    id: "compose.constructs_a_structure",
    why: "A value is put together field by field, without a call",
    method: [
      CARD,
      compose(
        { topic: "Text" },
        `[pipe.main.construct]\ntitle = { template = "On $topic" }\ncount = 2\nprice = 1.5\ntags = ["a", "b"]`,
        "Card",
      ),
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: { main: { title: "On tea", count: 2, price: 1.5, tags: ["a", "b"] }, called: [] },
  },
  {
    id: "compose.constructs_from_paths",
    why: "Parts of other values are taken over",
    method: [
      CARD,
      compose(
        { card: "Card", topic: "Text" },
        `[pipe.main.construct]\ntitle = { from = "topic" }\ncount = { from = "card.count" }`,
        "Card",
      ),
    ].join("\n"),
    inputs: { card: { title: "a", count: 7 }, topic: "tea" },
    expect: { main: { title: "tea", count: 7 } },
  },
  {
    id: "compose.a_structure_prints_nested",
    why: "A structure can be shown as it is",
    method: [CARD, compose({ card: "Card" }, `template = "{{ card.title }}: {{ card.tags|join(', ') }}"`)].join("\n"),
    inputs: { card: { title: "a", tags: ["x", "y"] } },
    expect: { main: text("a: x, y") },
  },
  {
    id: "compose.over_long_texts",
    why: "What is too long to travel is composed all the same, and stored",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "put", result = "whole"`, `pipe = "end", result = "e"`),
      compose({ topic: "Text" }, `template = "$topic$topic"`, "Text", "put"),
      compose({ whole: "Text" }, `template = "{{ whole.text|length }}"`, "Text", "end"),
    ].join("\n"),
    inputs: { topic: "0123456789".repeat(600) },
    expect: { main: text("12000"), called: [] },
  },
  {
    id: "compose.a_field_that_does_not_fit_is_refused",
    why: "A wrong value is not handed on in silence",
    method: [
      `[concept.Label]\ndescription = "A label"\n[concept.Label.structure]\nsize = { choices = ["small", "large"], description = "s", required = true }\n`,
      compose({ topic: "Text" }, `[pipe.main.construct]\nsize = { template = "$topic" }`, "Label"),
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: { failure: { code: "perdure.compose_mismatch" } },
  },
  {
    id: "compose.sees_what_steps_made",
    why: "A report is put together from everything before it",
    method: [
      sequence("main", { topic: "Text" }, "Text", `pipe = "a", result = "draft"`, `pipe = "put", result = "end"`),
      llm("a", { topic: "Text" }),
      compose({ draft: "Text", topic: "Text" }, `template = "$topic: $draft"`, "Text", "put"),
    ].join("\n"),
    inputs: { topic: "tea" },
    expect: { main: text("tea: a(topic=tea)") },
  },
];
