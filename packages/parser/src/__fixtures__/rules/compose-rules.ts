import { withPipe, withPipes } from "../shop.ts";
import { pipeRule, text } from "./rule.ts";
import type { Rule } from "./rule.ts";

const NOTE = `inputs = { order = "Order" }\noutput = "Note"\n`;
const LINE = `inputs = { order = "Order" }\noutput = "Line"\n`;
const LABEL = `construct = { label = { from = "order.number" } }`;
const DOCUMENT = `inputs = { order = "Order" }\noutput = "Document"\n`;
const settings = (type: string, lines: string, known: string): string =>
  `${type === "PipeLLM" ? `output = "Note"\n` : ""}${lines}model = { model = "m", ${known} }`;
const LLM = (known: string): string => settings("PipeLLM", `prompt = "Write"\n`, known);
const IMAGE = (known: string): string => settings("PipeImgGen", `output = "Image"\nprompt = "A shop"\n`, known);
const EXTRACT = (known: string): string =>
  settings("PipeExtract", `inputs = { scan = "Document" }\noutput = "Page[]"\n`, known);
const SEARCH = (known: string): string => settings("PipeSearch", `output = "SearchResult"\nprompt = "Shops"\n`, known);

/** R85 to R95 and R125 to R128: compositions, documents, templates, and the settings of models. */
export const COMPOSE_RULES: readonly Rule[] = [
  {
    rule: "R85",
    says: "A PipeCompose has a template or a construct.",
    code: "compose.mode",
    severity: "error",
    valid: text(withPipe("PipeCompose", `${NOTE}template = "$order"`)),
    invalid: text(
      withPipes(`\n[pipe.«p»]\ntype = "PipeCompose"\ndescription = "A pipe"\n${LINE}template = "$order"\n${LABEL}\n`),
    ),
  },
  pipeRule("R86", "A PipeCompose gives one value.", "compose.output_plural", [
    "PipeCompose",
    `${NOTE}template = "$order"`,
    `inputs = { order = "Order" }\noutput = «"Note[]"»\ntemplate = "$order"`,
  ]),
  pipeRule("R87", "A template reads what the pipe declares.", "template.variable_undeclared", [
    "PipeCompose",
    `${NOTE}template = { template = "$order $shop", category = "basic", extra_context = { shop = "Ours" } }`,
    `${NOTE}template = "$order $«shop»"`,
  ]),
  pipeRule("R87", "A construct takes from what the pipe declares.", "template.variable_undeclared", [
    "PipeCompose",
    `${LINE}${LABEL}`,
    `${LINE}construct = { label = { from = «"ordre.number"» } }`,
  ]),
  pipeRule(
    "R88",
    "Every input of a PipeCompose is read; the first profile let it go.",
    "input.unread",
    [
      "PipeCompose",
      `inputs = { order = "Order", tone = "Text" }\noutput = "Line"\nconstruct = { label = { template = "$order.number in $tone" } }`,
      `inputs = { order = "Order", «tone» = "Text" }\noutput = "Line"\n${LABEL}`,
    ],
    { severity: "warning" },
  ),
  pipeRule("R89", "The table of a template has the template and its category.", "template.key_missing", [
    "PipeCompose",
    `${NOTE}template = { template = "$order", category = "markdown" }`,
    `${NOTE}template = «{ template = "$order" }»`,
  ]),
  pipeRule("R89", "A category is one that exists.", "toml.unknown_word", [
    "PipeCompose",
    `${NOTE}template = { template = "$order", category = "markdown" }`,
    `${NOTE}template = { template = "$order", category = «"text"» }`,
  ]),
  pipeRule("R90", "A field is taken from a path or rendered.", "compose.construct_field", [
    "PipeCompose",
    `${LINE}construct = { label = { template = "$order.number" } }`,
    `${LINE}construct = { «label» = { from = "order.number", template = "$order" } }`,
  ]),
  pipeRule("R90", "A field that is taken or rendered has no other key.", "toml.unknown_key", [
    "PipeCompose",
    `${LINE}${LABEL}`,
    `${LINE}construct = { label = { from = "order.number", «format» = "plain" } }`,
  ]),
  pipeRule("R91", "A construct has a field.", "compose.construct_empty", [
    "PipeCompose",
    `${LINE}${LABEL}`,
    `output = "Line"\n«construct» = { }`,
  ]),
  pipeRule("R91", "A construct inside has a field too.", "compose.construct_empty", [
    "PipeCompose",
    `output = "Order"\nconstruct = { number = "1", buyer = { name = "Ada" } }`,
    `output = "Order"\nconstruct = { number = "1", «buyer» = { } }`,
  ]),
  pipeRule("R92", "The fields of a construct are those of its concept.", "compose.field_unknown", [
    "PipeCompose",
    `${LINE}${LABEL}`,
    `${LINE}construct = { label = { from = "order.number" }, «price» = 5 }`,
  ]),
  pipeRule("R92", "A construct leaves out no required field.", "compose.field_missing", [
    "PipeCompose",
    `output = "Order"\nconstruct = { number = "1", buyer = { name = "Ada" } }`,
    `output = "Order"\nconstruct = «{ number = "1" }»`,
  ]),
  pipeRule("R92", "A path leads to a value.", "path.unresolved", [
    "PipeCompose",
    `${LINE}construct = { label = { from = "order.buyer.name" } }`,
    `${LINE}construct = { label = { from = «"order.buyer.nom"» } }`,
  ]),
  pipeRule("R92", "What is put into a field is of its type.", "compose.field_type", [
    "PipeCompose",
    `inputs = { order = "Order" }\noutput = "Order"\nconstruct = { number = { template = "$order.number" }, total = { from = "order.total" }, buyer = { from = "order.buyer" } }`,
    `inputs = { order = "Order" }\noutput = "Order"\nconstruct = { number = "1", total = { from = «"order.buyer"» }, buyer = { from = "order.buyer" } }`,
  ]),
  pipeRule("R92", "A fixed value is of its field's type.", "compose.field_type", [
    "PipeCompose",
    `output = "Order"\nconstruct = { number = "1", total = 5, buyer = { name = "Ada" } }`,
    `output = "Order"\nconstruct = { number = «1», total = 5, buyer = { name = "Ada" } }`,
  ]),
  pipeRule("R93", "A template gives a text or HTML.", "output.concept", [
    "PipeCompose",
    `inputs = { order = "Order" }\noutput = "Html"\ntemplate = { template = "$order", category = "html" }`,
    `inputs = { order = "Order" }\noutput = «"Order"»\ntemplate = "$order"`,
  ]),
  pipeRule("R93", "A construct gives a structure.", "output.concept", [
    "PipeCompose",
    `${LINE}${LABEL}`,
    `inputs = { order = "Order" }\noutput = «"Note"»\nconstruct = { text = { from = "order.number" } }`,
  ]),
  pipeRule("R94", "A template reads no private name.", "template.private_name", [
    "PipeCompose",
    `${NOTE}template = "{{ order._concept_code }} {{ order.number }}"`,
    `${NOTE}template = "{{ order.«_secret» }}"`,
  ]),
  pipeRule("R94", "A template reads no parameter that no run sets.", "template.parameter_unknown", [
    "PipeCompose",
    `${NOTE}template = "$order {{ _nb_output }}"`,
    `${NOTE}template = "$order {{ «_memory» }}"`,
  ]),
  pipeRule("R94", "A path takes no private name.", "path.malformed", [
    "PipeCompose",
    `${LINE}${LABEL}`,
    `${LINE}construct = { label = { from = «"order._number"» } }`,
  ]),
  pipeRule("R95", "A template is Jinja.", "template.malformed", [
    "PipeCompose",
    `${NOTE}template = "{% if order.total %}$order{% endif %}"`,
    `${NOTE}template = "$order {{ «}»}"`,
  ]),
  pipeRule("R95", "A filter is one that the category has.", "template.malformed", [
    "PipeCompose",
    `${NOTE}template = { template = "{{ order | escape_script_tag }}", category = "html" }`,
    `${NOTE}template = "{{ order | «escape_script_tag» }}"`,
  ]),
  pipeRule("R95", "A template says something.", "template.empty", [
    "PipeCompose",
    `output = "Note"\ntemplate = "Hello"`,
    `output = "Note"\ntemplate = «" "»`,
  ]),
  pipeRule("R125", "The format of a document is one that exists.", "toml.unknown_word", [
    "PipeDocGen",
    `${DOCUMENT}format = "pdf"\nfilename = "order-$order.number"`,
    `${DOCUMENT}format = «"odt"»`,
  ]),
  pipeRule("R125", "A document is made of a template or a file.", "doc_gen.template", [
    "PipeDocGen",
    `${DOCUMENT}format = "pdf"\ntemplate = "{{ order.number | markdown }}"`,
    `${DOCUMENT}format = "pdf"\ntemplate = "$order"\ntemplate_file = «"order.html"»`,
  ]),
  pipeRule("R125", "Only a pdf is made of a template.", "doc_gen.template", [
    "PipeDocGen",
    `${DOCUMENT}format = "docx"\ntemplate_file = "order.docx"`,
    `${DOCUMENT}format = "docx"\ntemplate = «"$order"»`,
  ]),
  pipeRule("R125", "The file of a template is of the document's format.", "doc_gen.template", [
    "PipeDocGen",
    `${DOCUMENT}format = "pdf"\ntemplate_file = "order.html"`,
    `${DOCUMENT}format = "pdf"\ntemplate_file = «"order.docx"»`,
  ]),
  pipeRule("R125", "A pptx is made of a file.", "doc_gen.template", [
    "PipeDocGen",
    `${DOCUMENT}format = "pptx"\ntemplate_file = "order.pptx"`,
    `${DOCUMENT}format = «"pptx"»`,
  ]),
  pipeRule("R125", "A PipeDocGen gives a document.", "output.concept", [
    "PipeDocGen",
    `${DOCUMENT}format = "pdf"`,
    `inputs = { order = "Order" }\noutput = «"Html"»\nformat = "pdf"`,
  ]),
  pipeRule("R125", "A document's template reads what the pipe declares.", "template.variable_undeclared", [
    "PipeDocGen",
    `${DOCUMENT}format = "pdf"\ntemplate = "$order"`,
    `${DOCUMENT}format = "pdf"\ntemplate = "$order $«shop»"`,
  ]),
  pipeRule("R126", "A temperature is from 0 to 1.", "model.setting", [
    "PipeLLM",
    LLM(`temperature = 0.5, max_tokens = "auto"`),
    LLM(`temperature = «1.5»`),
  ]),
  pipeRule("R126", "Settings of a language model say their temperature.", "model.setting", [
    "PipeLLM",
    LLM(`temperature = 0`),
    `output = "Note"\nprompt = "Write"\nmodel = «{ model = "m", max_tokens = 5 }»`,
  ]),
  pipeRule("R126", "An effort and a budget exclude one another.", "model.setting", [
    "PipeLLM",
    LLM(`temperature = 1, reasoning_effort = "xhigh"`),
    LLM(`temperature = 1, reasoning_effort = "low", «reasoning_budget» = 5`),
  ]),
  pipeRule(
    "R126",
    "A setting that is gone does nothing.",
    "model.setting_gone",
    ["PipeLLM", LLM(`temperature = 1`), LLM(`temperature = 1, «prompting_target» = "openai"`)],
    { severity: "warning" },
  ),
  pipeRule("R127", "The settings of images are in their ranges.", "model.setting", [
    "PipeImgGen",
    IMAGE(`guidance_scale = 7.5, safety_tolerance = 6`),
    IMAGE(`safety_tolerance = «7»`),
  ]),
  pipeRule("R127", "A quality and steps exclude one another.", "model.setting", [
    "PipeImgGen",
    IMAGE(`nb_steps = 20`),
    IMAGE(`quality = "high", «nb_steps» = 20`),
  ]),
  pipeRule("R128", "The settings of an extraction are in their ranges.", "model.setting", [
    "PipeExtract",
    EXTRACT(`max_nb_images = 0, image_min_size = 50`),
    EXTRACT(`image_min_size = «-1»`),
  ]),
  pipeRule("R128", "The settings of a search are in their ranges.", "model.setting", [
    "PipeSearch",
    SEARCH(`max_results = 1, include_images = true`),
    SEARCH(`max_results = «0»`),
  ]),
  pipeRule("R128", "Settings have no key besides their own.", "toml.unknown_key", [
    "PipeJudge",
    `output = "YesNo"\nquestion = "Is it day?"\nmodel = { model = "m", description = "Ours" }`,
    `output = "YesNo"\nquestion = "Is it day?"\nmodel = { model = "m", «temperature» = 0.5 }`,
  ]),
  pipeRule("R128", "A model is a name with at most one mark.", "model.malformed", [
    "PipeExtract",
    `inputs = { scan = "Document" }\noutput = "Page[]"\nmodel = "@scanner"`,
    `inputs = { scan = "Document" }\noutput = "Page[]"\nmodel = «"$@scanner"»`,
  ]),
];
