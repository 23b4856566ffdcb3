import { withConcepts, withPipe, withPipes } from "../shop.ts";
import { pipeRule, text } from "./rule.ts";
import type { Rule, Sample } from "./rule.ts";

const STEPS = (steps: string, output = `"Note"`): string =>
  `inputs = { order = "Order" }\noutput = ${output}\nsteps = [\n${steps}\n]`;
const SPLIT = `{ pipe = "split", result = "lines" },`;
const BRANCHES = (branches: string, rest = `output = "Composite"`): string =>
  `inputs = { order = "Order" }\n${rest}\nbranches = [\n${branches}\n]`;
const CONDITION = (rest: string, output = `"Note"`): string => `inputs = { order = "Order" }\noutput = ${output}\n${rest}`;
const ONE = `outcomes = { a = "main" }\ndefault_outcome = "fail"`;
const BATCH = (rest: string, output = `"Note[]"`): string => `output = ${output}\nbranch_pipe_code = "label"\n${rest}`;
const ITEMS = `inputs = { lines = "Line[]" }\ninput_list_name = "lines"\ninput_item_name = "line"`;
const PAIR = `
[concept.Pair]
description = "Two notes"

[concept.Pair.structure]
first = { type = "concept", concept_ref = "Note", description = "The first", required = true }
second = { type = "concept", concept_ref = "Note", description = "The second" }
`;
const pair = (branches: string, before = ""): Sample =>
  text(
    withConcepts(
      `${PAIR}${before}\n[pipe.p]\ntype = "PipeParallel"\ndescription = "A pipe"\ninputs = { order = "Order" }\noutput = "Pair"\nbranches = [\n${branches}\n]\n`,
    ),
  );

/** R96 to R124: sequences, parallels, conditions and batches. */
export const CONTROLLER_RULES: readonly Rule[] = [
  pipeRule("R96", "A sequence has a step.", "controller.empty", [
    "PipeSequence",
    STEPS(`{ pipe = "main" }`),
    `output = "Note"\n«steps» = []`,
  ]),
  pipeRule("R97", "A step calls a pipe or binds a value.", "step.malformed", [
    "PipeSequence",
    STEPS(`{ from = "order.buyer", result = "buyer" },\n{ pipe = "main" }`),
    STEPS(`{ pipe = "main" },\n«{ result = "x" }»`),
  ]),
  pipeRule("R97", "A step does not do both.", "step.malformed", [
    "PipeSequence",
    STEPS(`{ pipe = "main", result = "note" }`),
    STEPS(`{ pipe = "main" },\n«{ pipe = "main", from = "order.number", result = "x" }»`),
  ]),
  pipeRule("R98", "A step has a count of outputs, or says that they are many.", "step.multiplicity", [
    "PipeSequence",
    STEPS(`{ pipe = "split", nb_output = 3 }`, `"Line[3]"`),
    STEPS(`{ pipe = "split", nb_output = 3, «multiple_output» = true }`, `"Line[]"`),
  ]),
  pipeRule("R98", "A count of outputs is at least 1.", "step.multiplicity", [
    "PipeSequence",
    STEPS(`{ pipe = "split", nb_output = 1 }`, `"Line"`),
    STEPS(`{ pipe = "split", nb_output = «0» }`, `"Line[]"`),
  ]),
  pipeRule("R99", "A batched list needs a name for its items.", "step.batch", [
    "PipeSequence",
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = "line" }`, `"Note[]"`),
    STEPS(`${SPLIT}\n{ pipe = "label", «batch_over» = "lines" }`),
  ]),
  pipeRule("R100", "A list and its item have two names.", "batch.item_taken", [
    "PipeSequence",
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = "line" }`, `"Note[]"`),
    STEPS(`{ pipe = "split", result = "line" },\n{ pipe = "label", batch_over = "line", batch_as = «"line"» }`, `"Note[]"`),
  ]),
  pipeRule("R101", "A stored name is in snake_case.", "step.result_malformed", [
    "PipeSequence",
    STEPS(`{ pipe = "main", result = "my_note" }`),
    STEPS(`{ pipe = "main", result = «"MyNote"» }`),
  ]),
  pipeRule("R101", "Names that begin with _bound_ are the runtime's.", "step.result_malformed", [
    "PipeSequence",
    STEPS(`{ pipe = "main", result = "bound_note" }`),
    STEPS(`{ pipe = "main", result = «"_bound_note"» }`),
  ]),
  pipeRule("R101", "The name of an item is a stored name.", "step.result_malformed", [
    "PipeSequence",
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = "line" }`, `"Note[]"`),
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = «"Line"» }`, `"Note[]"`),
  ]),
  pipeRule("R102", "What is bound has a name.", "step.malformed", [
    "PipeSequence",
    STEPS(`{ from = "order.buyer", result = "buyer" },\n{ pipe = "main" }`),
    STEPS(`«{ from = "order.buyer" }»,\n{ pipe = "main" }`),
  ]),
  pipeRule("R102", "A binding has no key of a call.", "toml.unknown_key", [
    "PipeSequence",
    STEPS(`{ from = "order.buyer", result = "buyer" },\n{ pipe = "main" }`),
    STEPS(`{ from = "order.buyer", result = "buyer", «nb_output» = 2 },\n{ pipe = "main" }`),
  ]),
  pipeRule("R102", "A path is names joined by dots.", "path.malformed", [
    "PipeSequence",
    STEPS(`{ from = "order.buyer", result = "buyer" },\n{ pipe = "main" }`),
    STEPS(`{ from = «"order.lines[0]"», result = "buyer" },\n{ pipe = "main" }`),
  ]),
  pipeRule("R103", "A list to batch over may be a path.", "path.malformed", [
    "PipeSequence",
    STEPS(`{ pipe = "main" },\n{ pipe = "label", batch_over = "order.lines", batch_as = "line" }`, `"Note[]"`),
    STEPS(`{ pipe = "main" },\n{ pipe = "label", batch_over = «"order..lines"», batch_as = "line" }`, `"Note[]"`),
  ]),
  pipeRule("R103", "A branch batches over a name, not a path.", "step.batch", [
    "PipeParallel",
    `inputs = { lines = "Line[]" }\noutput = "Composite"\nbranches = [{ pipe = "label", batch_over = "lines", batch_as = "line", result = "notes" }]`,
    BRANCHES(`{ pipe = "label", batch_over = «"order.lines"», batch_as = "line", result = "notes" }`),
  ]),
  pipeRule("R104", "A bound path leads to a value.", "path.unresolved", [
    "PipeSequence",
    STEPS(`{ from = "order.buyer.name", result = "buyer" },\n{ pipe = "main" }`),
    STEPS(`{ from = «"order.buyer.nom"», result = "buyer" },\n{ pipe = "main" }`),
  ]),
  pipeRule("R104", "A text, a number or a time is read whole.", "path.unresolved", [
    "PipeSequence",
    STEPS(`{ pipe = "main", result = "note" },\n{ from = "note", result = "copy" },\n{ pipe = "main" }`),
    STEPS(`{ pipe = "main", result = "note" },\n{ from = «"note.text"», result = "copy" },\n{ pipe = "main" }`),
  ]),
  pipeRule("R104", "The root of a path is there.", "path.unresolved", [
    "PipeSequence",
    STEPS(`{ from = "order", result = "copy" },\n{ pipe = "main" }`),
    STEPS(`{ from = «"client.name"», result = "copy" },\n{ pipe = "main" }`),
  ]),
  pipeRule("R105", "A batch goes over a list.", "step.batch_not_list", [
    "PipeSequence",
    STEPS(`{ pipe = "main" },\n{ pipe = "label", batch_over = "order.lines", batch_as = "line" }`, `"Note[]"`),
    STEPS(`{ pipe = "main" },\n{ pipe = "label", batch_over = «"order.buyer"», batch_as = "line" }`, `"Note[]"`),
  ]),
  pipeRule("R105", "The items are what the pipe reads.", "input.mismatch", [
    "PipeSequence",
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = "line" }`, `"Note[]"`),
    `inputs = { orders = "Order[]" }\noutput = "Note[]"\nsteps = [{ pipe = «"label"», batch_over = "orders", batch_as = "line" }]`,
  ]),
  pipeRule("R105", "The pipe reads the items by their name.", "step.batch_item_unread", [
    "PipeSequence",
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = "line" }`, `"Note[]"`),
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = «"row"» }`, `"Note[]"`),
  ]),
  pipeRule("R106", "A step reads a value of its concept.", "input.mismatch", [
    "PipeSequence",
    STEPS(`{ pipe = "main" }`),
    `inputs = { order = "Line" }\noutput = "Note"\nsteps = [{ pipe = «"main"» }]`,
  ]),
  pipeRule("R106", "A concept of a description alone is not another one.", "input.mismatch", [
    "PipeSequence",
    `inputs = { order = "Order" }\noutput = "Note"\nsteps = [{ pipe = "main" }]`,
    `inputs = { order = "Title" }\noutput = "Note"\nsteps = [{ pipe = «"main"» }]`,
  ]),
  pipeRule("R106", "A step reads one value or several, as many as there are.", "input.mismatch", [
    "PipeSequence",
    STEPS(`{ pipe = "split", nb_output = 1, result = "line" },\n{ pipe = "label" }`),
    STEPS(`{ pipe = "split", result = "line" },\n{ pipe = «"label"» }`),
  ]),
  {
    rule: "R106",
    says: "The names that a sequence inside stores have their concepts.",
    code: "input.mismatch",
    severity: "error",
    valid: text(
      withPipes(
        `\n[pipe.inner]\ntype = "PipeSequence"\ndescription = "A pipe"\n${STEPS(`{ pipe = "split", nb_output = 1, result = "line" }`, `"Line"`)}\n\n[pipe.p]\ntype = "PipeSequence"\ndescription = "A pipe"\n${STEPS(`{ pipe = "inner" },\n{ pipe = "label" }`)}\n`,
      ),
    ),
    invalid: text(
      withPipes(
        `\n[pipe.inner]\ntype = "PipeSequence"\ndescription = "A pipe"\n${STEPS(`{ pipe = "main", result = "line" }`)}\n\n[pipe.p]\ntype = "PipeSequence"\ndescription = "A pipe"\n${STEPS(`{ pipe = "inner" },\n{ pipe = «"label"» }`)}\n`,
      ),
    ),
  },
  pipeRule("R107", "What a step reads is an input or an earlier result.", "input.missing", [
    "PipeSequence",
    STEPS(`{ pipe = "split", nb_output = 1, result = "line" },\n{ pipe = "label" }`),
    STEPS(`{ pipe = "main" },\n{ pipe = «"label"» }`),
  ]),
  pipeRule("R107", "What a branch reads is an input.", "input.missing", [
    "PipeParallel",
    BRANCHES(`{ pipe = "main", result = "note" }`),
    BRANCHES(`{ pipe = "main", result = "line" },\n{ pipe = «"label"», result = "note" }`),
  ]),
  pipeRule("R107", "What an outcome reads is an input.", "input.missing", [
    "PipeCondition",
    CONDITION(`expression = "order.number"\n${ONE}`),
    CONDITION(`expression = "order.number"\noutcomes = { a = «"label"» }\ndefault_outcome = "main"`),
  ]),
  pipeRule("R108", "Every input of a controller is read.", "controller.input_unread", [
    "PipeSequence",
    STEPS(`{ pipe = "main" }`),
    `inputs = { order = "Order", «tone» = "Text" }\noutput = "Note"\nsteps = [{ pipe = "main" }]`,
  ]),
  pipeRule("R109", "A sequence gives what its last step gives.", "output.concept", [
    "PipeSequence",
    STEPS(`{ pipe = "main" }`, `"Text"`),
    STEPS(`{ pipe = "main" }`, `«"Title"»`),
  ]),
  pipeRule("R110", "A sequence gives as many values as its last step.", "output.multiplicity", [
    "PipeSequence",
    STEPS(`{ pipe = "split", nb_output = 5 }`, `"Line[]"`),
    STEPS(`{ pipe = "split" }`, `«"Line[5]"»`),
  ]),
  pipeRule("R110", "A batched step gives a list.", "output.multiplicity", [
    "PipeSequence",
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = "line" }`, `"Note[]"`),
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = "line", nb_output = 1 }`, `«"Note"»`),
  ]),
  {
    rule: "R111",
    says: "In the first profile a parallel adds each output or combines them.",
    code: "parallel.no_output",
    severity: "error",
    valid: text(withPipe("PipeParallel", BRANCHES(`{ pipe = "main", result = "a" }`, `output = "Anything"\nadd_each_output = true`)), {
      profile: "1.0",
    }),
    invalid: text(
      withPipes(
        `\n[pipe.«p»]\ntype = "PipeParallel"\ndescription = "A pipe"\n${BRANCHES(`{ pipe = "main", result = "a" }`, `output = "Anything"`)}\n`,
      ),
      { profile: "1.0" },
    ),
  },
  pipeRule("R112", "A parallel has a branch.", "controller.empty", [
    "PipeParallel",
    BRANCHES(`{ pipe = "main", result = "a" }`),
    `output = "Composite"\n«branches» = []`,
  ]),
  pipeRule("R112", "A branch calls a pipe.", "step.malformed", [
    "PipeParallel",
    BRANCHES(`{ pipe = "main", result = "a" }`),
    BRANCHES(`{ pipe = "main", result = "a" },\n«{ from = "order.number", result = "b" }»`),
  ]),
  pipeRule("R112", "The results are combined into one value.", "parallel.not_combined", [
    "PipeParallel",
    BRANCHES(`{ pipe = "main", result = "a" }`),
    BRANCHES(`{ pipe = "main", result = "a" }`, `output = «"Composite[]"»`),
  ]),
  pipeRule(
    "R113",
    "The output of a parallel is Composite or a structure; the first profile let it be anything.",
    "parallel.not_combined",
    [
      "PipeParallel",
      BRANCHES(`{ pipe = "main", result = "a" }`),
      BRANCHES(`{ pipe = "main", result = "a" }`, `output = «"Anything"»\nadd_each_output = true`),
    ],
    { severity: "warning" },
  ),
  pipeRule(
    "R113",
    "Later profiles refuse an output that nothing is combined into.",
    "parallel.not_combined",
    [
      "PipeParallel",
      BRANCHES(`{ pipe = "main", result = "a" }`),
      BRANCHES(`{ pipe = "main", result = "a" }`, `output = «"Anything"»\nadd_each_output = true`),
    ],
    { options: { profile: "2.x" } },
  ),
  {
    rule: "R114",
    says: "Every required field of the output is given by a branch.",
    code: "parallel.not_combined",
    severity: "error",
    valid: pair(`{ pipe = "main", result = "first" },`),
    invalid: (() => {
      const sample = pair(`{ pipe = "main", result = "second" },`);
      const marked = (written: string): string => written.replace(`output = "Pair"`, `output = «"Pair"»`);
      return { ...sample, files: sample.files.map((file) => ({ ...file, text: marked(file.text) })) };
    })(),
  },
  {
    rule: "R114",
    says: "A branch gives what its field is.",
    code: "parallel.field_mismatch",
    severity: "error",
    valid: pair(`{ pipe = "main", result = "first" },`),
    invalid: pair(`{ pipe = "main", result = "first" },\n«{ pipe = "split", result = "second" }»,`),
  },
  pipeRule("R115", "A branch has a result.", "parallel.result_missing", [
    "PipeParallel",
    BRANCHES(`{ pipe = "main", result = "a" }`),
    BRANCHES(`{ pipe = "main", result = "a" },\n«{ pipe = "main" }»`),
  ]),
  pipeRule("R115", "The results of branches differ.", "parallel.result_duplicate", [
    "PipeParallel",
    BRANCHES(`{ pipe = "main", result = "a" }`),
    BRANCHES(`{ pipe = "main", result = "a" },\n{ pipe = "split", result = «"a"» }`),
  ]),
  pipeRule("R116", "A combined output is a concept.", "concept.unresolved", [
    "PipeParallel",
    `${BRANCHES(`{ pipe = "main", result = "number" }`, `output = "Anything"`)}\ncombined_output = "Order"`,
    `${BRANCHES(`{ pipe = "main", result = "number" }`, `output = "Anything"`)}\ncombined_output = «"Ordre"»`,
  ]),
  pipeRule(
    "R116",
    "Later profiles write the combined concept as the output.",
    "parallel.combined_output",
    [
      "PipeParallel",
      BRANCHES(`{ pipe = "main", result = "number" }`),
      `${BRANCHES(`{ pipe = "main", result = "number" }`)}\n«combined_output» = "Composite"`,
    ],
    { options: { profile: "3.x" } },
  ),
  {
    rule: "R117",
    says: "A condition has an expression or a template of one.",
    code: "condition.expression",
    severity: "error",
    valid: text(withPipe("PipeCondition", CONDITION(`expression_template = "{{ order.number }}"\n${ONE}`))),
    invalid: text(
      withPipes(`\n[pipe.«p»]\ntype = "PipeCondition"\ndescription = "A pipe"\n${CONDITION(ONE)}\n`),
    ),
  },
  pipeRule("R117", "An expression is Jinja.", "template.malformed", [
    "PipeCondition",
    CONDITION(`expression = "order.number"\n${ONE}`),
    CONDITION(`expression = "order.number +«"»\n${ONE}`),
  ]),
  pipeRule("R117", "An expression reads an input, or names an outcome.", "condition.constant", [
    "PipeCondition",
    CONDITION(`expression = "'a'"\n${ONE}`),
    CONDITION(`expression = «"none"»\n${ONE}`),
  ]),
  pipeRule("R117", "An expression reads what the pipe declares.", "template.variable_undeclared", [
    "PipeCondition",
    CONDITION(`expression = "order.number"\n${ONE}`),
    CONDITION(`expression = "«client».name"\n${ONE}`),
  ]),
  pipeRule("R118", "A condition has an outcome.", "condition.outcomes_missing", [
    "PipeCondition",
    CONDITION(`expression = "order.number"\n${ONE}`),
    CONDITION(`expression = "order.number"\n«outcomes» = { }\ndefault_outcome = "main"`),
  ]),
  {
    rule: "R119",
    says: "A condition says what happens where no outcome fits.",
    code: "condition.default_missing",
    severity: "error",
    valid: text(withPipe("PipeCondition", CONDITION(`expression = "order.number"\n${ONE}`))),
    invalid: text(
      withPipes(
        `\n[pipe.«p»]\ntype = "PipeCondition"\ndescription = "A pipe"\n${CONDITION(`expression = "order.number"\noutcomes = { a = "main" }`)}\n`,
      ),
    ),
  },
  pipeRule("R120", "What an outcome gives is what the condition promises.", "output.concept", [
    "PipeCondition",
    CONDITION(`expression = "order.number"\n${ONE}`),
    CONDITION(`expression = "order.number"\n${ONE}`, `«"Title"»`),
  ]),
  pipeRule(
    "R121",
    "A condition that may go on without a value has an optional output; the first profile did not say so.",
    "condition.continue_output",
    [
      "PipeCondition",
      CONDITION(`expression = "order.number"\noutcomes = { a = "main" }\ndefault_outcome = "continue"`, `"Note?"`),
      CONDITION(`expression = "order.number"\noutcomes = { a = "main" }\ndefault_outcome = "continue"`, `«"Note"»`),
    ],
    { severity: "warning" },
  ),
  pipeRule(
    "R121",
    "Later profiles demand the optional output.",
    "condition.continue_output",
    [
      "PipeCondition",
      CONDITION(`expression = "order.number"\noutcomes = { a = "main" }\ndefault_outcome = "continue"`, `"Note?"`),
      CONDITION(`expression = "order.number"\noutcomes = { a = "main" }\ndefault_outcome = "continue"`, `«"Note"»`),
    ],
    { options: { profile: "2.x" } },
  ),
  pipeRule("R122", "The list of a batch is an input.", "batch.list", [
    "PipeBatch",
    BATCH(ITEMS),
    BATCH(`inputs = { lines = "Line[]" }\ninput_list_name = «"rows"»\ninput_item_name = "line"`),
  ]),
  pipeRule("R123", "The item of a batch has a name of its own.", "batch.item_taken", [
    "PipeBatch",
    BATCH(ITEMS),
    BATCH(`inputs = { line = "Line[]" }\ninput_list_name = "line"\ninput_item_name = «"line"»`),
  ]),
  pipeRule("R123", "The name of an item is in snake_case.", "batch.item", [
    "PipeBatch",
    BATCH(ITEMS),
    BATCH(`inputs = { lines = "Line[]" }\ninput_list_name = "lines"\ninput_item_name = «""»`),
  ]),
  pipeRule("R124", "The branch of a batch reads the item.", "batch.item_unread", [
    "PipeBatch",
    BATCH(ITEMS),
    BATCH(`inputs = { lines = "Line[]" }\ninput_list_name = "lines"\ninput_item_name = «"row"»`),
  ]),
  pipeRule("R124", "A batch goes over a list.", "batch.list_single", [
    "PipeBatch",
    BATCH(ITEMS),
    BATCH(`inputs = { «lines» = "Line" }\ninput_list_name = "lines"\ninput_item_name = "line"`),
  ]),
  pipeRule("R124", "What a branch gives is what the batch promises.", "output.concept", [
    "PipeBatch",
    BATCH(ITEMS),
    BATCH(ITEMS, `«"Title[]"»`),
  ]),
];
