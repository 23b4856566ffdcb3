import type { MethodFile } from "../parse-method.ts";

/** A method without an error or a warning. Together they use the whole language. */
export interface WholeMethod {
  readonly name: string;
  readonly files: readonly MethodFile[];
}

const EXPENSES = `domain = "expenses"
description = "Checks the receipts of a trip"
system_prompt = "You check expenses. Be brief."
main_pipe = "check_trip"

[concept]
Remark = "What an accountant writes about a receipt"

[concept.Receipt]
description = "What a receipt says"

[concept.Receipt.structure]
shop = { type = "text", description = "Who was paid", required = true }
total = { type = "number", description = "How much was paid", required = true }
guests = { type = "integer", description = "For how many", default_value = 1 }
is_private = { type = "boolean", description = "Whether nobody paid it back", default_value = false }
paid_on = { type = "date", description = "When it was paid" }
paid_at = { type = "time", description = "At what time of day" }
seen_at = { type = "datetime", description = "When it was scanned" }
kind = { description = "What it was paid for", choices = ["meal", "hotel", "travel", "other"], default_value = "other" }
tags = { type = "list", item_type = "text", description = "Words to find it by" }
amounts = { type = "dict", key_type = "text", value_type = "number", description = "What each guest owes" }
lines = { type = "list", item_type = "concept", item_concept_ref = "ReceiptLine", description = "What was bought" }
note = { type = "concept", concept_ref = "native.Text", description = "What is written on the back" }

[concept.ReceiptLine]
description = "One line of a receipt"

[concept.ReceiptLine.structure]
label = "What it says"
price = { type = "number", description = "What it costs", required = true }

[concept.MealReceipt]
description = "A receipt of a restaurant"
refines = "Receipt"

[concept.Verdict]
description = "Whether a receipt is paid back"

[concept.Verdict.structure]
is_accepted = { type = "boolean", description = "Whether it is", required = true }
reason = { type = "text", description = "Why", required = true }

[pipe.check_trip]
type = "PipeSequence"
description = "Read every receipt of a trip and judge it"
inputs = { scans = "Document[]", policy = "Text" }
output = "Verdict[]"
steps = [
  { pipe = "read_receipt", batch_over = "scans", batch_as = "scan", result = "receipts" },
  { pipe = "judge_receipt", batch_over = "receipts", batch_as = "receipt", result = "verdicts" },
]

[pipe.read_receipt]
type = "PipeSequence"
description = "Read one receipt"
inputs = { scan = "Document" }
output = "Receipt"
steps = [
  { pipe = "extract_pages", result = "pages" },
  { pipe = "write_down", result = "receipt_text" },
  { pipe = "structure_receipt", result = "receipt" },
]

[pipe.extract_pages]
type = "PipeExtract"
description = "Take a scan apart"
inputs = { scan = "Document" }
output = "Page[]"
model = "@default-extract-document"
max_page_images = 4
page_image_captions = true
page_views = true
page_views_dpi = 150

[pipe.write_down]
type = "PipeLLM"
description = "Write down what the pages say"
inputs = { pages = "Page[]" }
output = "Text"
model = { model = "gpt-4o-mini", temperature = 0.2, max_tokens = "auto" }
prompt = """
Write down everything that these pages say.
{% for page in pages %}
{{ page }}
{% endfor %}
"""

[pipe.structure_receipt]
type = "PipeStructure"
description = "Fill in a receipt"
inputs = { receipt_text = "Text" }
output = "Receipt"
model = "$writing-factual"

[pipe.judge_receipt]
type = "PipeLLM"
description = "Judge a receipt"
inputs = { receipt = "Receipt", policy = "Text" }
output = "Verdict"
model_to_structure = "~llm-waterfall"
structuring_method = "preliminary_text"
templating_style = { tag_style = "xml", text_format = "markdown" }
prompt = """
The policy:
@policy

The receipt of $receipt.shop over {{ receipt.total }}:
@receipt
"""
`;

const NEWS = `domain = "news"
main_pipe = "edition"

[concept]
Headline = "A line above an article"
Topic = "What an article is about"

[concept.Article]
description = "An article"

[concept.Article.structure]
headline = { type = "concept", concept_ref = "Headline", description = "The line above", required = true }
body = { type = "text", description = "What it says", required = true }
topic = { type = "concept", concept_ref = "Topic", description = "What it is about" }

[pipe.edition]
type = "PipeSequence"
description = "Make an article of a topic"
inputs = { topic = "Topic", length = "Number" }
output = "Article"
steps = [
  { pipe = "draft_all", result = "drafts" },
  { from = "drafts.body", result = "body" },
  { from = "drafts.headline", result = "headline" },
  { pipe = "choose_length", result = "final_body" },
  { pipe = "put_together", result = "article" },
]

[pipe.draft_all]
type = "PipeParallel"
description = "Write the parts at once"
inputs = { topic = "Topic" }
output = "Composite"
add_each_output = false
branches = [
  { pipe = "write_body", result = "body" },
  { pipe = "write_headline", result = "headline" },
]

[pipe.write_body]
type = "PipeLLM"
description = "Write the text"
inputs = { topic = "Topic" }
output = "Text"
prompt = "Write about $topic."

[pipe.write_headline]
type = "PipeLLM"
description = "Write the line above"
inputs = { topic = "Topic" }
output = "Headline"
prompt = """
Write one line about:
@topic
"""

[pipe.choose_length]
type = "PipeCondition"
description = "Shorten what is too long"
inputs = { length = "Number", body = "Text" }
output = "Text"
expression_template = """{% if length.number > 500 %}long{% else %}short{% endif %}"""
default_outcome = "fail"

[pipe.choose_length.outcomes]
long = "keep_body"
short = "shorten_body"

[pipe.keep_body]
type = "PipeCompose"
description = "Keep the text"
inputs = { body = "Text" }
output = "Text"
template = "$body"

[pipe.shorten_body]
type = "PipeFunc"
description = "Cut the text"
inputs = { body = "Text", length = "Number" }
output = "Text"
function_name = "cut_text"

[pipe.put_together]
type = "PipeCompose"
description = "Make the article"
inputs = { headline = "Headline", final_body = "Text", topic = "Topic" }
output = "Article"

[pipe.put_together.construct]
headline = { from = "headline" }
body = { template = "$final_body" }
topic = { from = "topic" }

[pipe.all_headlines]
type = "PipeBatch"
description = "A line for each topic"
inputs = { topics = "Topic[]" }
output = "Headline[]"
branch_pipe_code = "write_headline"
input_list_name = "topics"
input_item_name = "topic"
`;

const SUPPORT = `domain = "support"
main_pipe = "answer"

[concept.Ticket]
description = "A question of a customer"

[concept.Ticket.structure]
question = { type = "text", description = "What they ask", required = true }
language = { type = "text", description = "The language they write in" }
screenshot = { type = "concept", concept_ref = "Image", description = "What they see" }

[concept.Reply]
description = "What we answer"
refines = "Text"

[pipe.answer]
type = "PipeSequence"
description = "Answer a ticket"
inputs = { ticket = "Ticket", history = "Text?", tone = "Text" }
output = "Reply"
steps = [
  { pipe = "find_answer", result = "finding" },
  { pipe = "write_reply", result = "reply" },
]

[pipe.find_answer]
type = "PipeLLM"
description = "Find an answer"
inputs = { ticket = "Ticket" }
output = "Text"
system_prompt = "You know the product."
prompt = """
{% set question = ticket.question %}
{% if ticket.language %}Answer in {{ ticket.language | upper }}.{% endif %}
{{ question | trim }}
"""

[pipe.write_reply]
type = "PipeLLM"
description = "Write the reply"
inputs = { finding = "Text", history = "Text?", tone = { concept = "Text", hints = { intent = "label" } } }
output = "Reply"
prompt = """
Be $tone.
@?history
Say: {{ finding }}
"""

[pipe.two_replies]
type = "PipeLLM"
description = "Two ways to say it"
inputs = { finding = "Text!" }
output = "Reply[2]"
prompt = 'Say it in two ways: $finding'

[pipe.report]
type = "PipeCompose"
description = "A page about a ticket"
inputs = { ticket = "Ticket", reply = "Reply" }
output = "Html"

[pipe.report.template]
category = "html"
templating_style = { tag_style = "no_tag", text_format = "html" }
extra_context = { company = "Perdure", year = 2026 }
template = """
<h1>{{ company }} {{ year }}</h1>
{% macro row(name, value) %}<tr><td>{{ name }}</td><td>{{ value }}</td></tr>{% endmacro %}
<table>{{ row("question", ticket.question) }}{{ row("reply", reply) }}</table>
"""
`;

const STUDIO = `domain = "studio"
main_pipe = "make_poster"

[concept.Poster]
description = "A poster"
refines = "Image"

[concept.Review]
description = "What a reviewer says"

[concept.Review.structure]
score = { type = "integer", description = "From 1 to 5", required = true }
says = { type = "text", description = "Why", required = true }

[pipe.make_poster]
type = "PipeSequence"
description = "Look something up and draw it"
inputs = { theme = "Text" }
output = "Poster"
steps = [
  { pipe = "look_up", result = "facts" },
  { pipe = "draw", result = "poster" },
]

[pipe.look_up]
type = "PipeSearch"
description = "Look up a theme"
inputs = { theme = "Text" }
output = "SearchResult"
model = "$standard"
prompt = "What is new about $theme?"
include_images = false
max_results = 5
from_date = "2026-01-01"
to_date = 2026-02-01
include_domains = ["example.org"]

[pipe.draw]
type = "PipeImgGen"
description = "Draw a poster"
inputs = { facts = "SearchResult" }
output = "Poster"
model = "$gen-image"
prompt = "Draw this: $facts"
negative_prompt = "letters"
aspect_ratio = "portrait_3_4"
background = "opaque"
output_format = "png"
is_raw = false
seed = 7

[pipe.review]
description = "To be written by somebody else"
inputs = { poster = "Poster" }
output = "Review"
signature_for = "PipeLLM"
`;

const LETTERS = `domain = "post.letters"
main_pipe = "answer_letters"

[concept]
Letter = "A letter"

[pipe.answer_letters]
type = "PipeSequence"
description = "Answer all letters"
inputs = { letters = "Letter[]", reader = "post.people.Person" }
output = "Text[]"
steps = [{ pipe = "answer_letter", batch_over = "letters", batch_as = "letter", result = "answers" }]

[pipe.answer_letter]
type = "PipeSequence"
description = "Answer one letter"
inputs = { letter = "Letter", reader = "post.people.Person" }
output = "Text"
steps = [
  { pipe = "post.people.describe", result = "portrait" },
  { pipe = "write_answer", nb_output = 1, result = "answer" },
]

[pipe.write_answer]
type = "PipeLLM"
description = "Write the answer"
inputs = { letter = "Letter", portrait = "Text" }
output = "Text"
prompt = "For $portrait:\\n@letter\\n"
`;
const PEOPLE = `domain = "post.people"

[concept.Person]
description = "Somebody"

[concept.Person.structure.name]
type = "text"
description = "What they are called"
required = true

[concept.Person.structure.home]
type = "concept"
concept_ref = "Place"
description = "Where they live"

[concept.Place]
description = "Where somebody lives"

[concept.Place.structure]
town = "The town"

[pipe.describe]
type = "PipeLLM"
description = "Say who somebody is"
inputs = { reader = "Person" }
output = "Text"
prompt = "Say who $reader.name is, of {{ reader.home.town | default('nowhere') }}."
`;

const single = (name: string, text: string): WholeMethod => ({ name, files: [{ path: `${name}.mthds`, text }] });

export const WHOLE_METHODS: readonly WholeMethod[] = [
  single("expenses", EXPENSES),
  single("news", NEWS),
  single("support", SUPPORT),
  single("studio", STUDIO),
  {
    name: "post",
    files: [
      { path: "letters.mthds", text: LETTERS },
      { path: "people.mthds", text: PEOPLE },
    ],
  },
];
