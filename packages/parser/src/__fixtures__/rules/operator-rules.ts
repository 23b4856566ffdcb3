import { withPipes } from "../shop.ts";
import { pipeRule, text } from "./rule.ts";
import type { Rule } from "./rule.ts";

const LLM = `inputs = { order = "Order" }\noutput = "Note"\n`;
const STRUCTURE = `inputs = { letter = "Text" }\noutput = "Order"`;
const EXTRACT = `inputs = { scan = "Document" }\noutput = "Page[]"`;
const IMAGE = `inputs = { subject = "Text" }\noutput = "Image"\n`;
const SEARCH = `inputs = { topic = "Text" }\noutput = "SearchResult"\n`;
const signature = (lines: string) => text(withPipes(`\n[pipe.p]\n${lines}\n`));
const SIGNATURE = `description = "A pipe"\noutput = "Note"`;

/** R49 to R75: LLM, Structure, Func, ImgGen, Extract, Search and signatures. */
export const OPERATOR_RULES: readonly Rule[] = [
  pipeRule("R49", "A prompt reads what the pipe declares.", "template.variable_undeclared", [
    "PipeLLM",
    `${LLM}prompt = "$order"`,
    `${LLM}prompt = "$order for $«client».name"`,
  ]),
  pipeRule("R49", "Loops, set, macros and with make names of their own.", "template.variable_undeclared", [
    "PipeLLM",
    `${LLM}prompt = "{% for l in order.lines %}{{ l.label }} {{ loop.index }}{% endfor %}{% set a = order.total %}{{ a }}"`,
    `${LLM}prompt = "{% for l in order.lines %}{{ l.label }}{% endfor %}{{ «l».label }}"`,
  ]),
  pipeRule("R49", "A system prompt is a prompt too.", "template.variable_undeclared", [
    "PipeLLM",
    `${LLM}system_prompt = "Be $order.number"\nprompt = "Write"`,
    `${LLM}system_prompt = "Be $«tone»"\nprompt = "$order"`,
  ]),
  pipeRule("R49", "A prompt reads fields that a value has.", "template.field_unknown", [
    "PipeLLM",
    `${LLM}prompt = "$order.buyer.name"`,
    `${LLM}prompt = "$«order.buyer.nom»"`,
  ]),
  pipeRule("R49", "The items of a list have the fields of their concept.", "template.field_unknown", [
    "PipeLLM",
    `${LLM}prompt = "{% for line in order.lines %}{{ line.label }}{% endfor %}"`,
    `${LLM}prompt = "{% for line in order.lines %}{{ «line.lable» }}{% endfor %}"`,
  ]),
  pipeRule("R50", "Every input of a PipeLLM is read.", "input.unread", [
    "PipeLLM",
    `inputs = { order = "Order", tone = "Text" }\noutput = "Note"\nsystem_prompt = "Be $tone"\nprompt = "$order"`,
    `inputs = { order = "Order", «tone» = "Text" }\noutput = "Note"\nprompt = "$order"`,
  ]),
  pipeRule("R51", "A PipeLLM gives no image.", "llm.output_image", [
    "PipeLLM",
    `output = "Note"\nprompt = "Draw"`,
    `output = «"Image"»\nprompt = "Draw"`,
  ]),
  {
    rule: "R52",
    says: "A PipeLLM has a prompt.",
    code: "llm.prompt_missing",
    severity: "warning",
    valid: text(withPipes(`\n[pipe.p]\ntype = "PipeLLM"\ndescription = "A pipe"\noutput = "Note"\nsystem_prompt = "Write"\n`)),
    invalid: text(withPipes(`\n[pipe.«p»]\ntype = "PipeLLM"\ndescription = "A pipe"\noutput = "Note"\n`)),
  },
  pipeRule("R53", "A method of structuring is one that exists.", "toml.unknown_word", [
    "PipeLLM",
    `${LLM}prompt = "$order"\nstructuring_method = "preliminary_text"`,
    `${LLM}prompt = "$order"\nstructuring_method = «"preliminary"»`,
  ]),
  pipeRule("R53", "A style is one that exists.", "toml.unknown_word", [
    "PipeLLM",
    `${LLM}prompt = "$order"\ntemplating_style = { tag_style = "ticks", text_format = "json" }`,
    `${LLM}prompt = "$order"\ntemplating_style = { tag_style = "xml", text_format = «"yaml"» }`,
  ]),
  pipeRule("R54", "A PipeStructure takes one input.", "pipe.input_count", [
    "PipeStructure",
    STRUCTURE,
    `«inputs» = { letter = "Text", note = "Note" }\noutput = "Order"`,
  ]),
  pipeRule("R55", "A PipeStructure reads a text.", "input.concept", [
    "PipeStructure",
    `inputs = { note = "Note" }\noutput = "Order"`,
    `inputs = { «scan» = "Image" }\noutput = "Order"`,
  ]),
  pipeRule("R56", "A PipeStructure gives a structure.", "output.concept", [
    "PipeStructure",
    `inputs = { letter = "Text" }\noutput = "Order[]"`,
    `inputs = { letter = "Text" }\noutput = «"Note"»`,
  ]),
  pipeRule("R57", "A PipeFunc names its function.", "func.name_missing", [
    "PipeFunc",
    `output = "Note"\nfunction_name = "shop.totals"`,
    `output = "Note"\nfunction_name = «" "»`,
  ]),
  pipeRule(
    "R58",
    "The function is one that the host has; it may have it when the method runs.",
    "func.unregistered",
    ["PipeFunc", `output = "Note"\nfunction_name = "totals"`, `output = "Note"\nfunction_name = «"totls"»`],
    { severity: "warning", options: { functions: ["totals"] } },
  ),
  {
    rule: "R59",
    says: "A PipeImgGen has a prompt.",
    code: "pipe.key_missing",
    severity: "error",
    valid: signature(`type = "PipeImgGen"\ndescription = "A pipe"\noutput = "Image"\nprompt = "A shop"`),
    invalid: text(withPipes(`\n[pipe.«p»]\ntype = "PipeImgGen"\ndescription = "A pipe"\noutput = "Image"\n`)),
  },
  pipeRule("R59", "A prompt says something.", "template.empty", [
    "PipeImgGen",
    `output = "Image"\nprompt = "A shop"`,
    `output = "Image"\nprompt = «" "»`,
  ]),
  pipeRule("R60", "A prompt for images reads what the pipe declares.", "template.variable_undeclared", [
    "PipeImgGen",
    `${IMAGE}prompt = "A $subject"\nnegative_prompt = "no $subject"`,
    `${IMAGE}prompt = "A $subject"\nnegative_prompt = "no $«style»"`,
  ]),
  pipeRule(
    "R61",
    "Every input of a PipeImgGen is read; the first profile let it go.",
    "input.unread",
    [
      "PipeImgGen",
      `${IMAGE}prompt = "A shop"\nnegative_prompt = "$subject"`,
      `inputs = { «subject» = "Text" }\noutput = "Image"\nprompt = "A shop"`,
    ],
    { severity: "warning" },
  ),
  pipeRule(
    "R61",
    "Later profiles refuse an unread input.",
    "input.unread",
    [
      "PipeImgGen",
      `${IMAGE}prompt = "A shop"\nnegative_prompt = "$subject"`,
      `inputs = { «subject» = "Text" }\noutput = "Image"\nprompt = "A shop"`,
    ],
    { options: { profile: "2.x" } },
  ),
  pipeRule("R62", "A PipeImgGen gives images.", "output.concept", [
    "PipeImgGen",
    `output = "Image[3]"\nprompt = "A shop"`,
    `output = «"Text"»\nprompt = "A shop"`,
  ]),
  pipeRule("R62", "The files that a PipeImgGen is shown are images.", "input.concept", [
    "PipeImgGen",
    `inputs = { page = "Page" }\noutput = "Image"\nprompt = "Like $page.page_view"`,
    `inputs = { scan = "Document" }\noutput = "Image"\nprompt = "Like $«scan»"`,
  ]),
  pipeRule("R63", "The words of a PipeImgGen are ones that exist.", "toml.unknown_word", [
    "PipeImgGen",
    `output = "Image"\nprompt = "A shop"\naspect_ratio = "landscape_16_9"\nbackground = "auto"`,
    `output = "Image"\nprompt = "A shop"\naspect_ratio = «"16:9"»`,
  ]),
  pipeRule("R63", "A size is a class or pixels.", "img_gen.size", [
    "PipeImgGen",
    `output = "Image"\nprompt = "A shop"\nsize = "2048x1152"`,
    `output = "Image"\nprompt = "A shop"\nsize = «"0.5k"»`,
  ]),
  pipeRule("R63", "Pixels have a ratio of their own.", "img_gen.size", [
    "PipeImgGen",
    `output = "Image"\nprompt = "A shop"\nsize = "2k"\naspect_ratio = "square"`,
    `output = "Image"\nprompt = "A shop"\nsize = "2048x1152"\naspect_ratio = «"square"»`,
  ]),
  pipeRule("R63", "A seed is an integer or auto.", "toml.wrong_type", [
    "PipeImgGen",
    `output = "Image"\nprompt = "A shop"\nseed = "auto"`,
    `output = "Image"\nprompt = "A shop"\nseed = «"random"»`,
  ]),
  pipeRule(
    "R63",
    "The first profile knew no size.",
    "profile.later",
    [
      "PipeImgGen",
      `output = "Image"\nprompt = "A shop"\naspect_ratio = "square"`,
      `output = "Image"\nprompt = "A shop"\nsize = «"2k"»`,
    ],
    { severity: "warning", options: { profile: "1.0" } },
  ),
  pipeRule("R64", "A PipeExtract takes one input.", "pipe.input_count", [
    "PipeExtract",
    EXTRACT,
    `«inputs» = { scan = "Document", cover = "Document" }\noutput = "Page[]"`,
  ]),
  pipeRule("R65", "A PipeExtract gives Page[].", "extract.output", [
    "PipeExtract",
    `inputs = { scan = "Document" }\noutput = "native.Page[]"`,
    `inputs = { scan = "Document" }\noutput = «"Page"»`,
  ]),
  {
    rule: "R66",
    says: "A pipe without a type has nothing of an implementation.",
    code: "pipe.type_missing",
    severity: "error",
    valid: signature(SIGNATURE),
    invalid: text(withPipes(`\n[pipe.«p»]\n${SIGNATURE}\nprompt = "Write"\n`)),
  },
  {
    rule: "R67",
    says: "A signature has a description.",
    code: "pipe.description_missing",
    severity: "error",
    valid: signature(SIGNATURE),
    invalid: text(withPipes(`\n[pipe.«p»]\noutput = "Note"\n`)),
  },
  {
    rule: "R67",
    says: "A signature has an output.",
    code: "pipe.output_missing",
    severity: "error",
    valid: signature(SIGNATURE),
    invalid: text(withPipes(`\n[pipe.«p»]\ndescription = "A pipe"\n`)),
  },
  {
    rule: "R68",
    says: "What a signature stands for is a type that exists.",
    code: "toml.unknown_word",
    severity: "error",
    valid: signature(`${SIGNATURE}\nsignature_for = "PipeLLM"`),
    invalid: signature(`${SIGNATURE}\nsignature_for = «"PipeSignature"»`),
  },
  {
    rule: "R69",
    says: "A signature is written without a type.",
    code: "signature.type",
    severity: "warning",
    valid: signature(SIGNATURE),
    invalid: signature(`«type» = "PipeSignature"\n${SIGNATURE}`),
  },
  pipeRule("R70", "A PipeExtract reads a document or an image.", "input.concept", [
    "PipeExtract",
    `inputs = { photo = "Image" }\noutput = "Page[]"`,
    `inputs = { «letter» = "Text" }\noutput = "Page[]"`,
  ]),
  pipeRule(
    "R70",
    "What a concept of a description alone holds may be a document.",
    "input.concept",
    ["PipeExtract", EXTRACT, `inputs = { «scan» = "Note" }\noutput = "Page[]"`],
    { severity: "warning" },
  ),
  {
    rule: "R71",
    says: "A PipeSearch has a prompt.",
    code: "pipe.key_missing",
    severity: "error",
    valid: signature(`type = "PipeSearch"\ndescription = "A pipe"\noutput = "SearchResult"\nprompt = "Shops"`),
    invalid: text(withPipes(`\n[pipe.«p»]\ntype = "PipeSearch"\ndescription = "A pipe"\noutput = "SearchResult"\n`)),
  },
  pipeRule("R72", "A search reads what the pipe declares.", "template.variable_undeclared", [
    "PipeSearch",
    `${SEARCH}prompt = "About $topic"`,
    `${SEARCH}prompt = "About $topic in $«place»"`,
  ]),
  pipeRule(
    "R73",
    "Every input of a PipeSearch is read; the first profile let it go.",
    "input.unread",
    [
      "PipeSearch",
      `${SEARCH}prompt = "About $topic"`,
      `inputs = { topic = "Text", «place» = "Text" }\noutput = "SearchResult"\nprompt = "About $topic"`,
    ],
    { severity: "warning" },
  ),
  pipeRule("R74", "A PipeSearch gives a SearchResult.", "output.concept", [
    "PipeSearch",
    `${SEARCH}prompt = "About $topic"`,
    `inputs = { topic = "Text" }\noutput = «"Text"»\nprompt = "About $topic"`,
  ]),
  pipeRule(
    "R74",
    "A structure or a list of results is what some runtimes alone give.",
    "search.output",
    [
      "PipeSearch",
      `${SEARCH}prompt = "About $topic"`,
      `inputs = { topic = "Text" }\noutput = «"Order"»\nprompt = "About $topic"`,
    ],
    { severity: "warning" },
  ),
  pipeRule("R75", "The dates of a search are calendar dates.", "pipe.date_malformed", [
    "PipeSearch",
    `${SEARCH}prompt = "About $topic"\nfrom_date = "2024-02-29"\nto_date = 2026-01-31`,
    `${SEARCH}prompt = "About $topic"\nto_date = «"2026-02-30"»`,
  ]),
  pipeRule("R75", "A search gives at least one result.", "pipe.number_out_of_range", [
    "PipeSearch",
    `${SEARCH}prompt = "About $topic"\nmax_results = 1`,
    `${SEARCH}prompt = "About $topic"\nmax_results = «0»`,
  ]),
  pipeRule("R75", "The places that a search looks at are strings.", "toml.wrong_type", [
    "PipeSearch",
    `${SEARCH}prompt = "About $topic"\ninclude_domains = ["example.com"]`,
    `${SEARCH}prompt = "About $topic"\ninclude_domains = ["example.com", «5»]`,
  ]),
];
