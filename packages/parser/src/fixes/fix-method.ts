import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { parseMethod } from "../parse-method.ts";
import type { MethodFile, ParsedMethod, ParseOptions } from "../parse-method.ts";
import { applyFix } from "./apply-fix.ts";
import type { SuggestedFix } from "./suggested-fix.ts";

/** How a method is mended. */
export interface FixOptions extends ParseOptions {
  /** Whether fixes are made too that are likely and not certain. Default false. */
  readonly unsafe?: boolean;
}
/** A method with its fixes made. */
export interface FixedMethod {
  /** All files in the order given, those that changed with their new texts. */
  readonly files: readonly MethodFile[];
  /** What was changed, in order. */
  readonly fixes: readonly SuggestedFix[];
  /** The method as it reads now. */
  readonly method: ParsedMethod;
}

/** One mistake can hide another, seldom deeper than a few. */
const MOST_ROUNDS = 10;

/**
 * Makes the fixes of a method, and those of what they bring to light, until none is left. A fix that would not remove its
 * diagnostic, or that would bring an error to light which has no fix, is not made. Changes no file: the new texts are returned.
 */
export function fixMethod(files: readonly MethodFile[], options: FixOptions = {}): FixedMethod {
  const { unsafe = false, ...parsing } = options;
  const own = new Set(files.map(({ path }) => path));
  const isWanted = ({ fix, file }: Diagnostic): boolean =>
    fix !== undefined && own.has(file) && (unsafe || fix.safety === "safe");
  const fixes: SuggestedFix[] = [];
  let state: State = { files, method: parseMethod(files, parsing) };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = mend(state, parsing, isWanted);
    if (next.fixes.length === 0) break;
    fixes.push(...next.fixes);
    state = next.state;
  }
  return { ...state, fixes };
}

interface State {
  readonly files: readonly MethodFile[];
  readonly method: ParsedMethod;
}

type IsWanted = (diagnostic: Diagnostic) => boolean;

function mend(
  state: State,
  parsing: ParseOptions,
  isWanted: IsWanted,
): { readonly state: State; readonly fixes: readonly SuggestedFix[] } {
  const wanted = state.method.diagnostics.filter(isWanted);
  const together = make(state, wanted, parsing, isWanted);
  if (together !== undefined) return { state: together, fixes: wanted.flatMap(({ fix }) => fix ?? []) };
  const fixes: SuggestedFix[] = [];
  let mended = state;
  for (const diagnostic of wanted.slice(0, MOST_ALONE)) {
    const next = make(mended, [diagnostic], parsing, isWanted);
    if (next === undefined || diagnostic.fix === undefined) continue;
    mended = next;
    fixes.push(diagnostic.fix);
  }
  return { state: mended, fixes };
}

/** Fixes that do not go together are tried alone, each of which reads the method again: the rest waits for the next round. */
const MOST_ALONE = 50;

/** The method with some fixes made; undefined where one of them does not fit or does harm. */
function make(
  state: State,
  diagnostics: readonly Diagnostic[],
  parsing: ParseOptions,
  isWanted: IsWanted,
): State | undefined {
  if (diagnostics.length === 0) return undefined;
  const texts = new Map(state.files.map(({ path, text }) => [path, text]));
  for (const { fix, file } of diagnostics) {
    const text = texts.get(file);
    const fixed = text === undefined || fix === undefined ? undefined : applyFix(text, fix);
    if (fixed === undefined) return undefined;
    texts.set(file, fixed);
  }
  const files = state.files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
  const method = parseMethod(files, parsing);
  return isProgress(state.method.diagnostics, method.diagnostics, diagnostics, isWanted)
    ? { files, method }
    : undefined;
}

function isProgress(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  mended: readonly Diagnostic[],
  isWanted: IsWanted,
): boolean {
  const [was, is] = [countsOf(before), countsOf(after)];
  const rise = (code: string): number => (is.get(code) ?? 0) - (was.get(code) ?? 0);
  const areGone = [...countsOf(mended)].every(([code, count]) => rise(code) <= -count);
  const isHarmless = after.every(
    (diagnostic) => diagnostic.severity !== "error" || rise(diagnostic.code) <= 0 || isWanted(diagnostic),
  );
  return areGone && isHarmless && errorCount(after) <= errorCount(before);
}

const errorCount = (diagnostics: readonly Diagnostic[]): number =>
  diagnostics.filter(({ severity }) => severity === "error").length;

function countsOf(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
