import { WHOLE_METHODS } from "../__fixtures__/whole-methods.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { parseMethod } from "../parse-method.ts";
import { FAULT_KINDS } from "./fault-sites.ts";
import { makeFault } from "./faults.ts";
import type { Fault } from "./faults.ts";
import { seededRandom } from "./random.ts";

/** What a mistake was answered with. */
export interface JudgedFault extends Fault {
  /** All that was said, but for notes. */
  readonly said: readonly Diagnostic[];
  /** The first diagnostic at the mistake. */
  readonly at: Diagnostic | undefined;
  readonly errors: number;
  /** Whether the first suggestion at the mistake is what was there; undefined where nothing can be suggested. */
  readonly isRight: boolean | undefined;
}

/** So many mistakes, of each kind as many as of the others where there are as many, made in whole methods and read. */
export function judgeFaults(count: number, seed: number): readonly JudgedFault[] {
  const random = seededRandom(seed);
  const judged: JudgedFault[] = [];
  const seen = new Set<string>();
  for (let turn = 0; judged.length < count && turn < count * 20; turn += 1) {
    const kind = FAULT_KINDS[turn % FAULT_KINDS.length] ?? FAULT_KINDS[0];
    const whole = WHOLE_METHODS[random.below(WHOLE_METHODS.length)];
    const fault = whole === undefined ? undefined : makeFault(whole.files, kind, random);
    const text = fault?.files.map((file) => file.text).join("\0") ?? "";
    if (fault === undefined || seen.has(text)) continue;
    seen.add(text);
    judged.push(judge(fault));
  }
  return judged;
}

function judge(fault: Fault): JudgedFault {
  const { diagnostics } = parseMethod(fault.files, { functions: ["cut_text"], complete: true });
  const said = diagnostics.filter(({ severity }) => severity !== "note");
  const { start, end } = fault.place;
  const at = said.find(
    (diagnostic) => diagnostic.file === fault.path && diagnostic.start.offset <= end && diagnostic.end.offset >= start,
  );
  const errors = said.filter(({ severity }) => severity === "error").length;
  const isRight = fault.meant === undefined ? undefined : isMeant(at?.suggestion, fault.meant);
  return { ...fault, said, at, errors, isRight };
}

/** A suggestion may say more of a name than was cut: its domain, or the path to a field. */
function isMeant(suggestion: string | undefined, meant: string): boolean {
  return suggestion !== undefined && (suggestion === meant || suggestion.split(/[.$@]/u).at(-1) === meant);
}
