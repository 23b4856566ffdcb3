import { withConcepts, withPipe, withPipes } from "../shop.ts";
import { pipeRule, text } from "./rule.ts";
import type { Rule, Sample } from "./rule.ts";

const JUDGE = `inputs = { letter = "Text" }\noutput = "YesNo"\nmodel = "@judge"\n`;
const CHOICE = `inputs = { letter = "Text" }\noutput = "Choice"\nmodel = "@judge"\nquestion = "Which?"\n`;
const RATING = `inputs = { letter = "Text" }\noutput = "Rating"\nmodel = "@judge"\nquestion = "How bad?"\n`;
const EVIDENCE = `inputs = { letter = "Text", tone = "Text" }\noutput = "YesNo"\nmodel = "@judge"\n`;
const TRIAGE = `
[concept.Triage]
description = "What was found"

[concept.Triage.structure]
urgent = { type = "concept", concept_ref = "YesNo", description = "Whether it is urgent" }
team = { type = "concept", concept_ref = "Choice", description = "Who handles it" }
`;
const URGENT = `urgent = { question = "Urgent?" }`;
const TEAM = `team = { question = "Who?", options = { front = "", back = "" } }`;
/** A judge that asks several questions; the concept that it fills stands before it. */
const triage = (questions: string, before = "", concepts = TRIAGE, output = `"Triage"`): Sample =>
  text(
    withConcepts(
      `${concepts}
[pipe.p]
type = "PipeJudge"
description = "A pipe"
inputs = { letter = "Text" }
output = ${output}
model = "@judge"
prompt = "@letter"
${before}

[pipe.p.questions]
${questions}
`,
    ),
  );

/** R76 to R84: the judge. */
export const JUDGE_RULES: readonly Rule[] = [
  {
    rule: "R76",
    says: "A PipeJudge asks something.",
    code: "judge.question",
    severity: "error",
    valid: text(withPipe("PipeJudge", `${JUDGE}prompt = "Is it urgent?"`)),
    invalid: text(
      withPipes(`\n[pipe.«p»]\ntype = "PipeJudge"\ndescription = "A pipe"\ninputs = { letter = "Text" }\noutput = "YesNo"\nmodel = "@judge"\n`),
    ),
  },
  {
    rule: "R76",
    says: "A PipeJudge asks one question or several.",
    code: "judge.question",
    severity: "error",
    valid: triage(`${URGENT}\n${TEAM}`),
    invalid: triage(`${URGENT}\n${TEAM}`, `question = «"Urgent?"»`),
  },
  {
    rule: "R76",
    says: "Several questions are about an evidence.",
    code: "judge.question",
    severity: "error",
    valid: triage(`${URGENT}\n${TEAM}`),
    invalid: text(
      withConcepts(
        `${TRIAGE}\n[pipe.p]\ntype = "PipeJudge"\ndescription = "A pipe"\noutput = "Triage"\nmodel = "@judge"\n«questions» = { ${URGENT}, ${TEAM} }\n`,
      ),
    ),
  },
  pipeRule("R76", "A question beside an evidence is text.", "judge.question", [
    "PipeJudge",
    `inputs = { photo = "Image" }\noutput = "YesNo"\nmodel = "@judge"\nprompt = "@photo"\nquestion = "Is it a cat?"`,
    `inputs = { photo = "Image", letter = "Text" }\noutput = "YesNo"\nmodel = "@judge"\nprompt = "@letter"\nquestion = "Is $«photo» a cat?"`,
  ]),
  pipeRule("R77", "A question has options or levels.", "judge.kind", [
    "PipeJudge",
    `${CHOICE}options = { front = "", back = "" }`,
    `${CHOICE}options = { front = "", back = "" }\n«levels» = ["low", "high"]`,
  ]),
  pipeRule("R78", "A choice has at least two options.", "judge.kind", [
    "PipeJudge",
    `${CHOICE}options = { front = "The desk", back = "" }`,
    `${CHOICE}«options» = { front = "" }`,
  ]),
  pipeRule("R78", "An option has a name.", "judge.kind", [
    "PipeJudge",
    `${CHOICE}options = { front = "", back = "" }`,
    `${CHOICE}options = { front = "", «""» = "The other" }`,
  ]),
  pipeRule("R78", "A scale has at least two levels.", "judge.kind", [
    "PipeJudge",
    `${RATING}levels = ["Minor", "Major"]`,
    `${RATING}levels = «["Minor"]»`,
  ]),
  pipeRule("R78", "A level says something.", "judge.kind", [
    "PipeJudge",
    `${RATING}levels = [{ label = "Minor", description = "It works" }, { label = "Major" }]`,
    `${RATING}levels = ["Minor", «""»]`,
  ]),
  pipeRule("R78", "Every level has a label, or none has.", "judge.kind", [
    "PipeJudge",
    `${RATING}levels = [{ label = "Minor" }, { label = "Major" }]`,
    `${RATING}levels = «[{ label = "Minor" }, "Major"]»`,
  ]),
  pipeRule("R78", "The labels of levels differ.", "judge.kind", [
    "PipeJudge",
    `${RATING}levels = [{ label = "Minor" }, { label = "Major" }]`,
    `${RATING}levels = «[{ label = "Minor" }, { label = "Minor" }]»`,
  ]),
  pipeRule("R79", "Only a yes or no question has criteria and a threshold.", "judge.kind", [
    "PipeJudge",
    `${JUDGE}question = "Urgent?"\ncriteria = { yes = "Now" }\nthreshold = 0.7`,
    `${CHOICE}options = { front = "", back = "" }\n«threshold» = 0.7`,
  ]),
  pipeRule("R79", "Criteria say what a yes and what a no means.", "toml.unknown_key", [
    "PipeJudge",
    `${JUDGE}question = "Urgent?"\ncriteria = { yes = "Now", no = "Later" }`,
    `${JUDGE}question = "Urgent?"\ncriteria = { yes = "Now", «maybe» = "Later" }`,
  ]),
  pipeRule("R79", "Beside an evidence, criteria say both.", "judge.kind", [
    "PipeJudge",
    `${JUDGE}prompt = "@letter"\nquestion = "Urgent?"\ncriteria = { yes = "Now", no = "Later" }`,
    `${JUDGE}prompt = "@letter"\nquestion = "Urgent?"\n«criteria» = { yes = "Now" }`,
  ]),
  pipeRule("R79", "A threshold is between 0 and 1.", "judge.kind", [
    "PipeJudge",
    `${JUDGE}question = "Urgent?"\nthreshold = 0.99`,
    `${JUDGE}question = "Urgent?"\nthreshold = «1»`,
  ]),
  {
    rule: "R79",
    says: "The kinds of several questions are theirs.",
    code: "judge.kind",
    severity: "error",
    valid: triage(`urgent = { question = "Urgent?", threshold = 0.7 }\n${TEAM}`),
    invalid: triage(`${URGENT}\n${TEAM}`, `«threshold» = 0.7`),
  },
  pipeRule("R80", "The output is the verdict on the question.", "judge.output", [
    "PipeJudge",
    `${CHOICE}options = { front = "", back = "" }`,
    `inputs = { letter = "Text" }\noutput = «"YesNo"»\nmodel = "@judge"\nquestion = "Which?"\noptions = { front = "", back = "" }`,
  ]),
  pipeRule("R80", "A verdict is one.", "judge.output", [
    "PipeJudge",
    `${JUDGE}question = "Urgent?"`,
    `inputs = { letter = "Text" }\noutput = «"YesNo[]"»\nmodel = "@judge"\nquestion = "Urgent?"`,
  ]),
  pipeRule("R80", "Dynamic is no verdict.", "judge.output", [
    "PipeJudge",
    `${JUDGE}question = "Urgent?"`,
    `inputs = { letter = "Text" }\noutput = «"Dynamic"»\nmodel = "@judge"\nquestion = "Urgent?"`,
  ]),
  pipeRule("R81", "A question reads what the pipe declares.", "template.variable_undeclared", [
    "PipeJudge",
    `${EVIDENCE}question = "Is it $tone?"`,
    `${EVIDENCE}question = "Is it $«mood»?"`,
  ]),
  pipeRule("R82", "What the evidence does not show is not judged.", "input.unread", [
    "PipeJudge",
    `${EVIDENCE}prompt = "@letter"\nquestion = "Is it $tone?"`,
    `inputs = { letter = "Text", «tone» = "Text" }\noutput = "YesNo"\nmodel = "@judge"\nprompt = "@letter"\nquestion = "Is it rude?"`,
  ]),
  {
    rule: "R83",
    says: "A judgment needs a model: its own, or the default of a deck.",
    code: "judge.model_missing",
    severity: "warning",
    valid: text(withPipe("PipeJudge", `${JUDGE}question = "Urgent?"`)),
    invalid: text(
      withPipes(`\n[pipe.«p»]\ntype = "PipeJudge"\ndescription = "A pipe"\noutput = "YesNo"\nquestion = "Is it day?"\n`),
    ),
  },
  {
    rule: "R84",
    says: "Each question has a field for its verdict.",
    code: "judge.fields",
    severity: "error",
    valid: triage(`${URGENT}\n${TEAM}`),
    invalid: triage(`${URGENT}\n${TEAM}\n«tone» = { question = "Rude?" }`),
  },
  {
    rule: "R84",
    says: "Each field is answered by a question.",
    code: "judge.fields",
    severity: "error",
    valid: triage(`${URGENT}\n${TEAM}`),
    invalid: text(
      withConcepts(
        `${TRIAGE}\n[pipe.p]\ntype = "PipeJudge"\ndescription = "A pipe"\noutput = "Triage"\nmodel = "@judge"\nprompt = "Monday"\n«questions» = { ${URGENT} }\n`,
      ),
    ),
  },
  {
    rule: "R84",
    says: "The field of a question is of its verdict's concept.",
    code: "judge.fields",
    severity: "error",
    valid: triage(`${URGENT}\n${TEAM}`),
    invalid: triage(`${URGENT}\n«team» = { question = "Theirs?" }`),
  },
  {
    rule: "R84",
    says: "Several verdicts make a structure.",
    code: "judge.output",
    severity: "error",
    valid: triage(`${URGENT}\n${TEAM}`),
    invalid: triage(URGENT, "", "", `«"YesNo"»`),
  },
];
