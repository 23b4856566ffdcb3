const HEADER = `domain = "shop"
main_pipe = "main"
`;
const CONCEPTS = `
[concept]
Note = "A note"
Title = "A title"

[concept.Order]
description = "An order"

[concept.Order.structure]
number = { type = "text", description = "Its number", required = true }
total = { type = "number", description = "Its total" }
buyer = { type = "concept", concept_ref = "Buyer", description = "Who buys", required = true }
lines = { type = "list", item_type = "concept", item_concept_ref = "Line", description = "What is bought" }

[concept.Buyer]
description = "A buyer"

[concept.Buyer.structure]
name = "Their name"

[concept.Line]
description = "A line"

[concept.Line.structure]
label = "What it says"
`;
const PIPES = `
[pipe.main]
type = "PipeLLM"
description = "Write a note"
inputs = { order = "Order" }
output = "Note"
prompt = "Note $order"

[pipe.split]
type = "PipeLLM"
description = "Split an order"
inputs = { order = "Order" }
output = "Line[]"
prompt = "Split $order"

[pipe.label]
type = "PipeLLM"
description = "Label a line"
inputs = { line = "Line" }
output = "Note"
prompt = "Label $line"
`;

/** A bundle with the given concepts added to a few that stand. */
export const withConcepts = (concepts: string): string => `${HEADER}${CONCEPTS}${concepts}${PIPES}`;

/** A bundle with the given pipes added to three that stand: `main`, `split` (gives Line[]) and `label` (reads line). */
export const withPipes = (pipes: string): string => `${HEADER}${CONCEPTS}${PIPES}${pipes}`;

/** A bundle with one more pipe, `p`, of the given type and lines. */
export const withPipe = (type: string, lines: string): string =>
  withPipes(`
[pipe.p]
type = "${type}"
description = "A pipe"
${lines}
`);
