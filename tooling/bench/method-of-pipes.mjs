/** A valid method of so many pipes that a sequence calls one after the other, each with a concept of its own. */
export function methodOfPipes(size) {
  const numbers = Array.from({ length: size }, (_, index) => index);
  const concepts = numbers.map((n) => `Topic${n} = "A topic"`);
  const pipe = (n) => `
[pipe.say_${n}]
type = "PipeLLM"
description = "Say it"
inputs = { topic_${n} = "Topic${n}" }
output = "Topic${n + 1}"
prompt = "Say $topic_${n} and once more $topic_${n}"
`;
  const steps = numbers.map((n) => `{ pipe = "say_${n}", result = "topic_${n + 1}" }`);
  return `domain = "bench"
main_pipe = "all"
[concept]
${concepts.join("\n")}
Topic${size} = "The last topic"
[pipe.all]
type = "PipeSequence"
description = "Say all"
inputs = { topic_0 = "Topic0" }
output = "Topic${size}"
steps = [${steps.join(", ")}]
${numbers.map(pipe).join("")}`;
}
