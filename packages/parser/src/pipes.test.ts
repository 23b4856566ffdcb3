import { describe, expect, it } from "vitest";
import { unmark } from "./__fixtures__/marked.ts";
import { withPipe } from "./__fixtures__/shop.ts";
import { parseMethod } from "./parse-method.ts";

const parse = (text: string, functions?: readonly string[]) =>
  parseMethod([{ path: "a.mthds", text }], functions === undefined ? {} : { functions });

const LLM = `inputs = { order = "Order" }\noutput = "Note"\n`;
const STEPS = (steps: string, output = "Note"): string =>
  `inputs = { order = "Order" }\noutput = ${output.includes("«") ? output : `"${output}"`}\nsteps = [\n${steps}\n]`;
const BRANCHES = (branches: string, output = `"Composite"`): string =>
  `inputs = { order = "Order" }\noutput = ${output}\nbranches = [\n${branches}\n]`;
const CONDITION = (rest: string): string => `inputs = { order = "Order" }\noutput = "Note"\n${rest}`;
const ONE = `outcomes = { a = "main" }\ndefault_outcome = "fail"`;
const BATCH = (rest: string): string => `output = "Note[]"\nbranch_pipe_code = "label"\n${rest}`;
const SPLIT = `{ pipe = "split", result = "lines" },`;
const EXTRACT = `inputs = { scan = "Document" }\noutput = "Page[]"\n`;

/** One fault each: the code, the type, and the lines of the pipe with the stretch marked that must be pointed at. */
const FAULTS: readonly (readonly [code: string, type: string, lines: string])[] = [
  ["input.name_malformed", "PipeFunc", `inputs = { «Order» = "Order" }\noutput = "Text"\nfunction_name = "f"`],
  ["input.name_dotted", "PipeLLM", `inputs = { «"order.buyer"» = "Buyer" }\noutput = "Note"\nprompt = "$order.buyer"`],
  ["input.name_dotted", "PipeFunc", `inputs = { «order».buyer = "Buyer" }\noutput = "Note"\nfunction_name = "f"`],
  ["input.concept_missing", "PipeFunc", `inputs = { «order» = { } }\noutput = "Note"\nfunction_name = "f"`],
  ["slot.malformed", "PipeFunc", `inputs = { order = «"Order[0]"» }\noutput = "Note"\nfunction_name = "f"`],
  ["slot.marker", "PipeFunc", `inputs = { order = «"Order[]?"» }\noutput = "Note"\nfunction_name = "f"`],
  ["slot.marker", "PipeFunc", `output = «"Note!"»\nfunction_name = "f"`],
  ["concept.not_checked", "PipeFunc", `output = «"billing.Invoice"»\nfunction_name = "f"`],
  ["template.variable_undeclared", "PipeLLM", `${LLM}prompt = "$order and $«ordre».number"`],
  ["template.variable_undeclared", "PipeLLM", `${LLM}prompt = """\n\\u0041 \\\n   $order é\n{{ «tone» }}"""`],
  ["template.variable_undeclared", "PipeLLM", `${LLM}system_prompt = 'Be $«tone»'\nprompt = "$order"`],
  ["template.parameter_unknown", "PipeLLM", `${LLM}prompt = "$order $_nb_output {{ «_memory» }}"`],
  ["template.parameter_unknown", "PipeCondition", CONDITION(`expression = "«_nb_outputs» + order.number"\n${ONE}`)],
  ["template.field_unknown", "PipeLLM", `${LLM}prompt = "$«order.totl»"`],
  ["template.malformed", "PipeLLM", `${LLM}prompt = "$order {{ order | «nope» }}"`],
  ["template.optional_unguarded", "PipeLLM", `inputs = { tone = "Text?" }\noutput = "Note"\nprompt = "In $«tone»"`],
  ["template.block_in_line", "PipeLLM", `${LLM}prompt = "Read «@order» well"`],
  ["input.unread", "PipeLLM", `inputs = { order = "Order", «tone» = "Text" }\noutput = "Note"\nprompt = "$order"`],
  ["llm.prompt_missing", "PipeLLM", `output = "Note"`],
  ["llm.output_image", "PipeLLM", `output = «"Image"»\nprompt = "x"`],
  ["toml.unknown_key", "PipeLLM", `${LLM}prompt = "$order"\n«prompt_template» = "x"`],
  ["toml.unknown_word", "PipeLLM", `${LLM}prompt = "$order"\nstructuring_method = «"directly"»`],
  ["model.malformed", "PipeLLM", `${LLM}prompt = "$order"\nmodel = «"$@x"»`],
  ["model.setting", "PipeLLM", `${LLM}prompt = "$order"\nmodel = { model = "x", temperature = «1.5» }`],
  [
    "model.setting",
    "PipeLLM",
    `${LLM}prompt = "$order"\nmodel = { model = "x", temperature = 1, reasoning_effort = "low", «reasoning_budget» = 5 }`,
  ],
  [
    "pipe.input_count",
    "PipeStructure",
    `«output» = "Order"`.replace("«output»", "output").replace('"Order"', '"Order"\n«»'),
  ],
  ["input.concept", "PipeStructure", `inputs = { «scan» = "Image" }\noutput = "Order"`],
  ["output.concept", "PipeStructure", `inputs = { letter = "Text" }\noutput = «"Note"»`],
  ["func.name_missing", "PipeFunc", `output = "Note"\nfunction_name = «""»`],
  ["func.unregistered", "PipeFunc", `output = "Note"\nfunction_name = «"totls"»`],
  ["extract.output", "PipeExtract", `inputs = { scan = "Document" }\noutput = «"Text"»`],
  ["extract.output", "PipeExtract", `inputs = { scan = "Document" }\noutput = «"Page"»`],
  ["input.concept", "PipeExtract", `inputs = { «scan» = "Text" }\noutput = "Page[]"`],
  ["pipe.input_count", "PipeExtract", `«inputs» = { scan = "Document", cover = "Document" }\noutput = "Page[]"`],
  ["pipe.number_out_of_range", "PipeExtract", `${EXTRACT}max_page_images = «-1»`],
  ["toml.wrong_type", "PipeExtract", `${EXTRACT}page_views = «"yes"»`],
  ["compose.output_plural", "PipeCompose", `inputs = { order = "Order" }\noutput = «"Note[]"»\ntemplate = "$order"`],
  ["output.concept", "PipeCompose", `inputs = { order = "Order" }\noutput = «"Order"»\ntemplate = "$order"`],
  [
    "output.concept",
    "PipeCompose",
    `inputs = { order = "Order" }\noutput = «"Note"»\nconstruct = { text = { from = "order.number" } }`,
  ],
  [
    "template.key_missing",
    "PipeCompose",
    `inputs = { order = "Order" }\noutput = "Note"\ntemplate = «{ template = "$order" }»`,
  ],
  ["template.empty", "PipeCompose", `output = "Note"\ntemplate = «""»`],
  ["compose.construct_empty", "PipeCompose", `output = "Line"\n«construct» = { }`],
  [
    "compose.construct_field",
    "PipeCompose",
    `inputs = { order = "Order" }\noutput = "Line"\nconstruct = { «label» = { from = "order.number", template = "$order" } }`,
  ],
  [
    "compose.field_unknown",
    "PipeCompose",
    `inputs = { order = "Order" }\noutput = "Line"\nconstruct = { label = "x", «lable» = { from = "order.number" } }`,
  ],
  [
    "compose.field_missing",
    "PipeCompose",
    `inputs = { order = "Order" }\noutput = "Order"\nconstruct = «{ number = "1", buyer = { }, total = { from = "order.total" } }»`.replace(
      "buyer = { }, ",
      "",
    ),
  ],
  [
    "path.unresolved",
    "PipeCompose",
    `inputs = { order = "Order" }\noutput = "Line"\nconstruct = { label = { from = «"order.numbr"» } }`,
  ],
  [
    "path.malformed",
    "PipeCompose",
    `inputs = { order = "Order" }\noutput = "Line"\nconstruct = { label = { from = «"order._x"» } }`,
  ],
  [
    "input.unread",
    "PipeCompose",
    `inputs = { order = "Order", «tone» = "Text" }\noutput = "Line"\nconstruct = { label = { from = "order.number" } }`,
  ],
  ["controller.empty", "PipeSequence", `output = "Note"\n«steps» = []`],
  ["step.malformed", "PipeSequence", STEPS(`{ pipe = "main" },\n«{ result = "x" }»`)],
  ["step.malformed", "PipeSequence", STEPS(`«{ from = "order.number" }»,\n{ pipe = "main" }`)],
  ["step.result_malformed", "PipeSequence", STEPS(`{ pipe = "main", result = «"MyNote"» }`)],
  ["step.result_malformed", "PipeSequence", STEPS(`{ pipe = "main", result = «"main_stuff"» }`)],
  ["step.multiplicity", "PipeSequence", STEPS(`{ pipe = "main", nb_output = «0» }`)],
  ["step.batch", "PipeSequence", STEPS(`${SPLIT}\n{ pipe = "label", «batch_as» = "line" }`)],
  [
    "step.batch_not_list",
    "PipeSequence",
    STEPS(`{ pipe = "label", batch_over = «"order.buyer"», batch_as = "buyer" }`, "Note[]").replace(
      `as = "buyer"`,
      `as = "line"`,
    ),
  ],
  [
    "step.batch_item_unread",
    "PipeSequence",
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = «"row"» }`, "Note[]"),
  ],
  ["input.missing", "PipeSequence", STEPS(`{ pipe = "main" },\n{ pipe = «"label"» }`)],
  ["input.mismatch", "PipeSequence", STEPS(`{ pipe = "split", result = "line" },\n{ pipe = «"label"» }`)],
  [
    "controller.input_unread",
    "PipeSequence",
    `inputs = { order = "Order", «tone» = "Text" }\noutput = "Note"\nsteps = [{ pipe = "main" }]`,
  ],
  ["output.concept", "PipeSequence", STEPS(`{ pipe = "main" }`, `«"Order"»`)],
  ["output.multiplicity", "PipeSequence", STEPS(`{ pipe = "main" }`, `«"Note[]"»`)],
  [
    "output.multiplicity",
    "PipeSequence",
    STEPS(`${SPLIT}\n{ pipe = "label", batch_over = "lines", batch_as = "line" }`, `«"Note"»`),
  ],
  [
    "output.may_be_absent",
    "PipeSequence",
    `inputs = { order = "Order?" }\noutput = «"Note"»\nsteps = [{ pipe = "main" }]`,
  ],
  ["path.unresolved", "PipeSequence", STEPS(`{ from = «"order.buyer.nam"», result = "buyer" },\n{ pipe = "main" }`)],
  [
    "pipe.not_checked",
    "PipeSequence",
    STEPS(`{ pipe = «"github.com/o/r/p->docs.read"», result = "x" },\n{ pipe = "main" }`),
  ],
  ["pipe.reference_malformed", "PipeSequence", STEPS(`{ pipe = «"docs->read"» },\n{ pipe = "main" }`)],
  ["pipe.unresolved", "PipeSequence", STEPS(`{ pipe = «"mian"» }`)],
  ["pipe.cycle", "PipeSequence", STEPS(`{ pipe = "p" }`).replace("«", "")],
  ["parallel.result_missing", "PipeParallel", BRANCHES(`«{ pipe = "main" }»`)],
  [
    "parallel.result_duplicate",
    "PipeParallel",
    BRANCHES(`{ pipe = "main", result = "a" },\n{ pipe = "split", result = «"a"» }`),
  ],
  ["parallel.not_combined", "PipeParallel", BRANCHES(`{ pipe = "main", result = "a" },`, `«"Anything"»`)],
  [
    "parallel.combined_output",
    "PipeParallel",
    `${BRANCHES(`{ pipe = "main", result = "label" },`, `"Anything"`)}\n«combined_output» = "Line"`,
  ],
  [
    "step.malformed",
    "PipeParallel",
    BRANCHES(`{ pipe = "main", result = "a" },\n«{ from = "order.number", result = "b" }»`),
  ],
  ["condition.expression", "PipeCondition", CONDITION(`expression = «" "»\n${ONE}`)],
  ["condition.constant", "PipeCondition", CONDITION(`expression = «"''"»\n${ONE}`)],
  ["condition.constant", "PipeCondition", CONDITION(`expression = «"none"»\n${ONE}`)],
  ["condition.constant", "PipeCondition", CONDITION(`expression_template = «"{% if false %}a{% endif %}"»\n${ONE}`)],
  ["condition.constant", "PipeCondition", CONDITION(`expression = «"1 / 0"»\n${ONE}`)],
  [
    "condition.outcomes_missing",
    "PipeCondition",
    CONDITION(`expression = "order.number"\n«outcomes» = { }\ndefault_outcome = "main"`),
  ],
  [
    "condition.continue_output",
    "PipeCondition",
    `inputs = { order = "Order" }\noutput = «"Note"»\nexpression = "order.number"\noutcomes = { a = "main" }\ndefault_outcome = "continue"`,
  ],
  [
    "condition.alias",
    "PipeCondition",
    CONDITION(`expression = "order.number"\n${ONE}\nadd_alias_from_expression_to = «"kind"»`),
  ],
  ["template.variable_undeclared", "PipeCondition", CONDITION(`expression = "«ordr».number"\n${ONE}`)],
  ["template.malformed", "PipeCondition", CONDITION(`expression = "order.number +«»"\n${ONE}`)],
  [
    "output.concept",
    "PipeCondition",
    `inputs = { order = "Order" }\noutput = «"Order"»\nexpression = "order.number"\n${ONE}`,
  ],
  [
    "input.missing",
    "PipeCondition",
    CONDITION(`expression = "order.number"\noutcomes = { a = «"label"» }\ndefault_outcome = "fail"`),
  ],
  [
    "pipe.unresolved",
    "PipeCondition",
    CONDITION(`expression = "order.number"\noutcomes = { a = «"skip"» }\ndefault_outcome = "main"`),
  ],
  [
    "batch.list",
    "PipeBatch",
    BATCH(`inputs = { lines = "Line[]" }\ninput_list_name = «"rows"»\ninput_item_name = "line"`),
  ],
  [
    "batch.list_single",
    "PipeBatch",
    BATCH(`inputs = { «lines» = "Line" }\ninput_list_name = "lines"\ninput_item_name = "line"`),
  ],
  [
    "batch.item_taken",
    "PipeBatch",
    BATCH(`inputs = { lines = "Line[]", line = "Line" }\ninput_list_name = "lines"\ninput_item_name = «"line"»`),
  ],
  [
    "batch.item_unread",
    "PipeBatch",
    BATCH(`inputs = { lines = "Line[]" }\ninput_list_name = "lines"\ninput_item_name = «"row"»`),
  ],
  [
    "batch.output_single",
    "PipeBatch",
    BATCH(`inputs = { lines = "Line[]" }\ninput_list_name = "lines"\ninput_item_name = "line"`).replace(
      '"Note[]"',
      '«"Note"»',
    ),
  ],
  [
    "output.concept",
    "PipeBatch",
    BATCH(`inputs = { lines = "Line[]" }\ninput_list_name = "lines"\ninput_item_name = "line"`).replace(
      '"Note[]"',
      '«"Number[]"»',
    ),
  ],
  ["pipe.key_missing", "PipeImgGen", `output = "Image"`],
  ["output.concept", "PipeImgGen", `output = «"Text"»\nprompt = "x"`],
  ["toml.unknown_word", "PipeImgGen", `output = "Image"\nprompt = "x"\nbackground = «"opaqe"»`],
  ["pipe.date_malformed", "PipeSearch", `output = "SearchResult"\nprompt = "x"\nfrom_date = «"yesterday"»`],
  ["toml.unknown_word", "PipeDocGen", `inputs = { order = "Order" }\noutput = "Document"\nformat = «"pdff"»`],
];

describe("pipes", () => {
  for (const [index, [code, type, lines]] of FAULTS.entries()) {
    it(`reports ${code} of a ${type} where it is (${index})`, () => {
      const marked = withPipe(type, lines);
      const { text, start, end } = unmark(marked);
      const found = parse(text, ["f", "totals"]).diagnostics.filter((diagnostic) => diagnostic.code === code);
      expect(found).toHaveLength(1);
      if (marked.includes("«") && end > start) {
        expect([found[0]?.start.offset, found[0]?.end.offset]).toEqual([start, end]);
      }
      const isUnsupported = ["PipeImgGen", "PipeSearch", "PipeDocGen"].includes(type);
      const others = parse(text, ["f", "totals"]).diagnostics.filter((diagnostic) => diagnostic.code !== code);
      expect(others.map((diagnostic) => diagnostic.code)).toEqual(isUnsupported ? ["pipe.type_not_supported"] : []);
    });
  }

  it("leaves an expression that reads nothing to the run where it names an outcome, or takes long to judge", () => {
    const nested = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    for (const written of [`expression = "'a'"`, `expression = "1 + 1"`, `expression_template = "${nested}"`]) {
      const method = withPipe("PipeCondition", CONDITION(`${written}\n${ONE}`));
      expect(parse(method).diagnostics.filter(({ code }) => code.startsWith("condition."))).toEqual([]);
    }
  });
});
