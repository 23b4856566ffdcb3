import { withConcepts, withPipe, withPipes } from "../shop.ts";
import { files, pipeRule, text } from "./rule.ts";
import type { Rule } from "./rule.ts";

const STEPS = (inputs: string, steps: string, output: string): string =>
  `inputs = ${inputs}\noutput = ${output}\nsteps = [\n${steps}\n]`;
const SEQUENCE = `type = "PipeSequence"\ndescription = "A pipe"\n`;
const CONCEPT = (lines: string): ReturnType<typeof text> => text(withConcepts(`\n${lines}\n`));
const BACK = `domain = "shop.back"\n\n[pipe.pack]\ntype = "PipeFunc"\ndescription = "Pack"\noutput = "Text"\nfunction_name = "pack"\n`;
const FRONT = (pipe: string): string =>
  `domain = "shop.front"\nmain_pipe = "serve"\n\n[pipe.serve]\n${SEQUENCE}output = "Text"\nsteps = [{ pipe = ${pipe} }]\n`;
const OPTIONAL = `
[concept.Pair]
description = "Two notes"

[concept.Pair.structure]
first = { type = "concept", concept_ref = "Note", description = "The first", required = true }

[concept.Form]
description = "A form"

[concept.Form.structure]
remark = { type = "text", description = "A remark" }

[pipe.find]
type = "PipeLLM"
description = "Find a note"
inputs = { order = "Order" }
output = "Note?"
prompt = "$order"

[pipe.insist]
type = "PipeLLM"
description = "Write about a note"
inputs = { note = "Note!" }
output = "Title"
prompt = "$note"
`;
const optional = (pipe: string): ReturnType<typeof text> => text(withConcepts(`${OPTIONAL}\n[pipe.p]\n${pipe}\n`));
const PARALLEL = (marked: string): string =>
  `type = "PipeParallel"\ndescription = "A pipe"\ninputs = { order = "Order" }\noutput = "Pair"\nbranches = [${marked}]`;
const MAIN = (input: string): string =>
  `domain = "shop"\nmain_pipe = "fill"\n\n[concept.Form]\ndescription = "A form"\n\n[concept.Form.structure]\nremark = { type = "text", description = "A remark" }\n\n[pipe.fill]\ntype = "PipeLLM"\ndescription = "Fill a form"\ninputs = { ${input} }\noutput = "Text"\nprompt = "@?form"\n`;
const SIGNED = (code: string): string =>
  `domain = "shop"\nmain_pipe = "serve"\n\n[pipe.serve]\n${SEQUENCE}output = "Text"\nsteps = [{ pipe = "pack" }]\n\n[pipe.${code}]\ndescription = "Pack"\noutput = "Text"\n`;

/** R129 to R135 and R162 to R167: references, cycles, optionality and signatures. */
export const WIRING_RULES: readonly Rule[] = [
  pipeRule("R129", "A bare concept is native, or of the same domain.", "concept.unresolved", [
    "PipeFunc",
    `output = "Title"\nfunction_name = "f"`,
    `output = «"Titel"»\nfunction_name = "f"`,
  ]),
  pipeRule("R130", "A bare pipe is of the same domain.", "pipe.unresolved", [
    "PipeSequence",
    STEPS(`{ order = "Order" }`, `{ pipe = "main" }`, `"Note"`),
    STEPS(`{ order = "Order" }`, `{ pipe = «"mian"» }`, `"Note"`),
  ]),
  {
    rule: "R131",
    says: "A pipe of another domain is there.",
    code: "pipe.unresolved",
    severity: "error",
    valid: files([
      ["front.mthds", FRONT(`"shop.back.pack"`)],
      ["back.mthds", BACK],
    ]),
    invalid: files([
      ["front.mthds", FRONT(`«"shop.back.park"»`)],
      ["back.mthds", BACK],
    ]),
  },
  {
    rule: "R131",
    says: "A concept of another domain is there, where all files are given.",
    code: "concept.unresolved",
    severity: "error",
    valid: text(withPipe("PipeFunc", `output = "shop.Title"\nfunction_name = "f"`), { complete: true }),
    invalid: text(withPipe("PipeFunc", `output = «"billing.Invoice"»\nfunction_name = "f"`), { complete: true }),
  },
  pipeRule("R132", "The parts of a reference are names.", "pipe.reference_malformed", [
    "PipeSequence",
    STEPS(`{ order = "Order" }`, `{ pipe = "shop.main" }`, `"Note"`),
    STEPS(`{ order = "Order" }`, `{ pipe = «"shop..main"» }`, `"Note"`),
  ]),
  pipeRule("R132", "Where a concept stands, its code is in PascalCase.", "concept.reference_malformed", [
    "PipeFunc",
    `output = "Title"\nfunction_name = "f"`,
    `output = «"title"»\nfunction_name = "f"`,
  ]),
  {
    rule: "R133",
    says: "A refined concept is there.",
    code: "concept.unresolved",
    severity: "error",
    valid: CONCEPT(`[concept.X]\ndescription = "A thing"\nrefines = "Title"`),
    invalid: CONCEPT(`[concept.X]\ndescription = "A thing"\nrefines = «"Titel"»`),
  },
  {
    rule: "R133",
    says: "A concept does not refine itself.",
    code: "concept.refines_cycle",
    severity: "error",
    valid: CONCEPT(`[concept.X]\ndescription = "A thing"\nrefines = "Y"\n\n[concept.Y]\ndescription = "A thing"`),
    invalid: CONCEPT(
      `[concept.«X»]\ndescription = "A thing"\nrefines = "Y"\n\n[concept.Y]\ndescription = "A thing"\nrefines = "X"`,
    ),
  },
  {
    rule: "R133",
    says: "A native that is gone has a successor.",
    code: "concept.native_gone",
    severity: "warning",
    valid: CONCEPT(`[concept.X]\ndescription = "A thing"\nrefines = "Text"`),
    invalid: CONCEPT(`[concept.X]\ndescription = "A thing"\nrefines = «"ImgGenPrompt"»`),
  },
  {
    rule: "R134",
    says: "A structure does not contain itself.",
    code: "concept.structure_cycle",
    severity: "error",
    valid: CONCEPT(
      `[concept.X]\ndescription = "A thing"\nstructure = { y = { type = "concept", concept_ref = "Note", description = "A note" } }`,
    ),
    invalid: CONCEPT(
      `[concept.«X»]\ndescription = "A thing"\nstructure = { x = { type = "list", item_type = "concept", item_concept_ref = "X", description = "More" } }`,
    ),
  },
  {
    rule: "R135",
    says: "A pipe does not call itself, through others neither.",
    code: "pipe.cycle",
    severity: "error",
    valid: text(withPipes(`\n[pipe.p]\n${SEQUENCE}${STEPS(`{ order = "Order" }`, `{ pipe = "main" }`, `"Note"`)}\n`)),
    invalid: text(
      withPipes(
        `\n[pipe.«p»]\n${SEQUENCE}${STEPS(`{ order = "Order" }`, `{ pipe = "q" }`, `"Note"`)}\n\n[pipe.q]\n${SEQUENCE}${STEPS(`{ order = "Order" }`, `{ pipe = "p" }`, `"Note"`)}\n`,
      ),
    ),
  },
  {
    rule: "R135",
    says: "Every pipe is reached from a main pipe, or started by its name.",
    code: "pipe.unreachable",
    severity: "note",
    valid: text(FRONT(`"pack"`).replace("shop.front", "shop.back").concat(BACK.replace(`domain = "shop.back"\n`, "")), {
      complete: true,
    }),
    invalid: files(
      [
        ["front.mthds", FRONT(`"shop.back.pack"`)],
        ["back.mthds", `${BACK}\n[pipe.«left»]\ntype = "PipeFunc"\ndescription = "Left"\noutput = "Text"\nfunction_name = "left"\n`],
      ],
      { complete: true },
    ),
  },
  {
    rule: "R162",
    says: "What may be absent leaves a sequence as optional.",
    code: "output.may_be_absent",
    severity: "error",
    valid: optional(`${SEQUENCE}${STEPS(`{ order = "Order" }`, `{ pipe = "find" }`, `"Note?"`)}`),
    invalid: optional(`${SEQUENCE}${STEPS(`{ order = "Order" }`, `{ pipe = "find" }`, `«"Note"»`)}`),
  },
  {
    rule: "R162",
    says: "A step that may be skipped gives what may be absent.",
    code: "output.may_be_absent",
    severity: "error",
    valid: text(withPipe("PipeSequence", STEPS(`{ order = "Order?" }`, `{ pipe = "main" }`, `"Note?"`))),
    invalid: text(withPipe("PipeSequence", STEPS(`{ order = "Order?" }`, `{ pipe = "main" }`, `«"Note"»`))),
  },
  {
    rule: "R162",
    says: "A bound field that is not required may be absent.",
    code: "output.may_be_absent",
    severity: "error",
    valid: text(withPipe("PipeSequence", STEPS(`{ order = "Order" }`, `{ from = "order.buyer", result = "b" }`, `"Buyer"`))),
    invalid: text(
      withPipe("PipeSequence", STEPS(`{ order = "Order" }`, `{ from = "order.total", result = "t" }`, `«"Number"»`)),
    ),
  },
  pipeRule("R163", "A prompt guards what may be absent.", "template.optional_unguarded", [
    "PipeLLM",
    `inputs = { note = "Note?" }\noutput = "Title"\nprompt = "@?note {% if note %}$note{% endif %} {{ note.text if note else 'none' }}"`,
    `inputs = { note = "Note?" }\noutput = "Title"\nprompt = "About «$note»"`.replace("«$", "$«"),
  ]),
  pipeRule("R163", "An expression guards what may be absent.", "template.optional_unguarded", [
    "PipeCondition",
    `inputs = { order = "Order", note = "Note?" }\noutput = "Note"\nexpression = "'a' if note else 'b'"\noutcomes = { a = "main" }\ndefault_outcome = "main"`,
    `inputs = { order = "Order", note = "Note?" }\noutput = "Note"\nexpression = "«note.text»"\noutcomes = { a = "main" }\ndefault_outcome = "main"`,
  ]),
  {
    rule: "R164",
    says: "What may be absent fills no required field.",
    code: "parallel.branch_may_be_absent",
    severity: "error",
    valid: optional(PARALLEL(`{ pipe = "main", result = "first" }`)),
    invalid: optional(PARALLEL(`«{ pipe = "find", result = "first" }»`)),
  },
  {
    rule: "R165",
    says: "A '!' is for a value that may be absent.",
    code: "input.force_redundant",
    severity: "warning",
    valid: optional(
      `${SEQUENCE}${STEPS(`{ order = "Order" }`, `{ pipe = "find", result = "note" },\n{ pipe = "insist" }`, `"Title"`)}`,
    ),
    invalid: text(
      withConcepts(
        `${OPTIONAL.replace("{ note =", "{ «note» =")}\n[pipe.p]\n${SEQUENCE}${STEPS(`{ order = "Order" }`, `{ pipe = "main", result = "note" },\n{ pipe = "insist" }`, `"Title"`)}\n`,
      ),
    ),
  },
  {
    rule: "R166",
    says: "An input of the main pipe that must be given has something in it.",
    code: "input.presence_vacuous",
    severity: "warning",
    valid: text(MAIN(`form = "Form?"`)),
    invalid: text(MAIN(`«form» = "Form"`)),
  },
  {
    rule: "R167",
    says: "What runs depends on no signature, where that is asked.",
    code: "signature.needed",
    severity: "error",
    valid: text(`${SIGNED("pack").replace("[pipe.pack]\n", `[pipe.pack]\ntype = "PipeFunc"\nfunction_name = "pack"\n`)}`, {
      allowSignatures: false,
    }),
    invalid: text(SIGNED("«pack»"), { allowSignatures: false }),
  },
  {
    rule: "R167",
    says: "A signature is noted, and is not runnable.",
    code: "signature.pending",
    severity: "note",
    valid: text(withPipes("")),
    invalid: text(SIGNED("«pack»")),
  },
];
