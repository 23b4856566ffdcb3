import {
  fingerprintCrate,
  type Crate,
  type Multiplicity,
  type OperatorPipe,
  type Pipe,
  type PipeRef,
  type SequencePipe,
  type SubPipe,
} from "@perdure/crate";
import * as fc from "fast-check";

/** Every list of a generated run has at most so many items. */
export const LONGEST_LIST = 3;
const NAMES = ["a", "b", "c"] as const;
const OTHERS = ["item", ...NAMES] as const;
const PATHS = [...NAMES, "a", "b", "report.tags", "main_stuff"] as const;

/** A crate of a few pipes in which each calls earlier ones only, its last pipe first of all. Inputs are the lists `a`, `b` and `c`. */
export function generatedMethods(): fc.Arbitrary<{ readonly crate: Crate; readonly entry: PipeRef }> {
  return fc
    .array(fc.tuple(fc.constantFrom(...SHAPES), fc.infiniteStream(fc.nat({ max: 1000 }))), {
      minLength: 2,
      maxLength: 8,
    })
    .map((shapes) => {
      const pipes: Record<PipeRef, Pipe> = { "test.leaf": leaf("leaf", "single") };
      for (const [index, [shape, numbers]] of shapes.entries()) {
        const next = (): number => numbers.next().value as number;
        const pick: Pick = (from) => from[next() % from.length] as (typeof from)[number];
        const code = `p${index}`;
        pipes[`test.${code}`] = shape(code, pick, Object.keys(pipes));
      }
      const entry = `test.p${shapes.length - 1}`;
      return { crate: fingerprintCrate({ concepts: CONCEPTS, pipes }), entry };
    });
}

type Pick = <T>(from: readonly T[]) => T;
type Shape = (code: string, pick: Pick, earlier: readonly PipeRef[]) => Pipe;

const CONCEPTS = {
  "test.Report": {
    description: "A report",
    fields: { tags: { type: "list", required: true, item_type: "text" } },
  },
} as const;
const base = (code: string) => ({
  code,
  domain: "test",
  description: code,
  inputs: {},
  place: { file: "test.mthds", line: 1, column: 1 },
});
const output = (multiplicity: Multiplicity, concept = "native.Text") => ({ concept, multiplicity, optional: false });

function leaf(code: string, multiplicity: Multiplicity): OperatorPipe {
  return { ...base(code), type: "PipeLLM", output: output(multiplicity), structuring_method: "direct" };
}
function subPipe(pick: Pick, earlier: readonly PipeRef[], result: string | undefined): SubPipe {
  const sub = { pipe: pick(earlier), ...(result === undefined ? {} : { result }) };
  const batch = { over: pick(PATHS), as: pick(OTHERS) };
  return pick([
    sub,
    { ...sub, batch },
    { ...sub, batch },
    { ...sub, multiplicity: pick([2, "many", "single"] as const) },
  ]);
}

const SHAPES: readonly Shape[] = [
  (code, pick) => leaf(code, pick(["single", "many", 2, 3] as const)),
  (code) => ({
    ...base(code),
    type: "PipeLLM",
    output: output("single", "test.Report"),
    structuring_method: "preliminary_text",
  }),
  ...[1, 2, 3].map((): Shape => (code, pick, earlier) => sequence(code, pick, earlier)),
  (code, pick, earlier) => ({
    ...base(code),
    type: "PipeParallel",
    output: output("single", "native.Composite"),
    branches: [subPipe(pick, earlier, "a"), subPipe(pick, earlier, "b")].map((sub) => ({
      ...sub,
      result: sub.result ?? "c",
    })),
    add_each_output: pick([true, false]),
    combine: pick([true, false]),
  }),
  (code, pick, earlier) => ({
    ...base(code),
    type: "PipeCondition",
    output: output("single"),
    expression: pick(["left", "right", "neither"]),
    outcomes: { left: { pipe: pick(earlier) }, right: { pipe: pick(earlier) } },
    default_outcome: pick(["continue", { pipe: pick(earlier) }] as const),
    ...pick([{}, {}, { add_alias_from_expression_to: pick(NAMES) }]),
  }),
  (code, pick, earlier) => ({
    ...base(code),
    type: "PipeBatch",
    output: output("many"),
    branch: pick(earlier),
    input_list_name: pick(NAMES),
    input_item_name: pick(OTHERS),
  }),
];

function sequence(code: string, pick: Pick, earlier: readonly PipeRef[]): SequencePipe {
  const steps = Array.from({ length: pick([2, 3, 4]) }, () => {
    const result = pick([...NAMES, "report", undefined]);
    const binding = { from: pick(PATHS), result: pick(NAMES) };
    return pick([subPipe(pick, earlier, result), subPipe(pick, earlier, result), binding]);
  });
  return { ...base(code), type: "PipeSequence", output: output("single"), steps };
}
