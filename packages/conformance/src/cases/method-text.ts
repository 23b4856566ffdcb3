/** Inputs by name, as a pipe declares them: `{ topic: "Text" }`. */
type Declared = Readonly<Record<string, string>>;

const table = (declared: Declared): string =>
  `{ ${Object.entries(declared)
    .map(([name, concept]) => `${/^[a-z_]+$/u.test(name) ? name : JSON.stringify(name)} = "${concept}"`)
    .join(", ")} }`;

/** A PipeLLM that reads what it declares. */
export const llm = (code: string, inputs: Declared = {}, output = "Text", more = ""): string =>
  `[pipe.${code}]
type = "PipeLLM"
description = "${code}"
inputs = ${table(inputs)}
output = "${output}"
prompt = "${["Answer", ...Object.entries(inputs).map(([name, concept]) => (concept.endsWith("?") ? `@?${name}` : `$${name}`))].join(" ")}"
${more}
`;

/** A PipeFunc. */
export const func = (code: string, inputs: Declared = {}, output = "Text"): string =>
  `[pipe.${code}]
type = "PipeFunc"
description = "${code}"
inputs = ${table(inputs)}
output = "${output}"
function_name = "${code}"
`;

/** A controller, or any pipe whose own keys are written out. */
export const pipe = (code: string, type: string, inputs: Declared, output: string, keys: string): string =>
  `[pipe.${code}]
type = "${type}"
description = "${code}"
inputs = ${table(inputs)}
output = "${output}"
${keys}
`;

/** A PipeSequence of steps, each an inline table. */
export const sequence = (code: string, inputs: Declared, output: string, ...steps: readonly string[]): string =>
  pipe(code, "PipeSequence", inputs, output, `steps = [\n${steps.map((step) => `  { ${step} },\n`).join("")}]`);

/** A PipeParallel of branches, each an inline table. */
export const parallel = (
  code: string,
  inputs: Declared,
  output: string,
  branches: readonly string[],
  more = "",
): string =>
  pipe(
    code,
    "PipeParallel",
    inputs,
    output,
    `branches = [\n${branches.map((branch) => `  { ${branch} },\n`).join("")}]\n${more}`,
  );
