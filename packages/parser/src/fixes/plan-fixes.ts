import { calledPipes } from "@perdure/crate";
import type { Library } from "../library/library.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import { deepFreeze } from "../freeze.ts";
import type { FixRule, PlannedFix } from "./fix-rule.ts";
import {
  addItemType,
  deleteKey,
  removeDottedInput,
  removeInput,
  removeNative,
  removeRequired,
  renameKey,
  renameNear,
} from "./key-rules.ts";
import { nameMainPipe } from "./main-pipe-rules.ts";
import type { SuggestedFix } from "./suggested-fix.ts";
import { printInLine, renameField, renameVariable } from "./template-rules.ts";
import { PIPE_TYPES } from "../pipes/pipe-types.ts";
import type { TomlValue } from "../source/toml-tree.ts";
import { createTomlPlaces } from "./toml-places.ts";
import {
  matchOutput,
  replaceName,
  replaceReference,
  replaceSegment,
  replaceWord,
  rewriteSlot,
  unquote,
  writeSuggestion,
} from "./value-rules.ts";

const withBrackets = (slot: string): string => `${slot.replace(/[?!]$/u, "")}[]`;
const withoutMarker = (slot: string): string => slot.replace(/[?!]+$/u, "");
const withoutCount = (slot: string): string => slot.replace(/\[1\]$/u, "");
const optional = (slot: string): string => (/[\]?!]$/u.test(slot) ? slot : `${slot}?`);

const isString = (value: TomlValue): boolean => value.kind === "string";
const isPipeType = (value: TomlValue): boolean =>
  value.kind === "string" && PIPE_TYPES.some((type) => type === value.value);

/** The rule for each code that has one. */
const RULES: Partial<Readonly<Record<DiagnosticCode, FixRule>>> = {
  "batch.item_unread": replaceName,
  "batch.list": replaceName,
  "batch.output_single": rewriteSlot("add-brackets", "safe", withBrackets),
  "bundle.main_pipe_missing": nameMainPipe,
  "bundle.main_pipe_unknown": nameMainPipe,
  "compose.field_unknown": renameKey,
  "concept.native_redeclared": removeNative,
  "concept.unresolved": replaceReference("unsafe"),
  "condition.continue_output": rewriteSlot("make-output-optional", "unsafe", optional),
  "controller.input_unread": removeInput,
  // What says Page already can only have meant all pages.
  "extract.output": (context) =>
    writeSuggestion("set-extract-output", context.diagnostic.params["is_page"] === true ? "safe" : "unsafe")(context),
  "field.choices_with_type": deleteKey("keep-choices", "unsafe"),
  "field.item_type_missing": addItemType,
  "field.key_type": writeSuggestion("set-key-type", "safe"),
  "field.required_with_default": removeRequired,
  "field.stray_key": deleteKey("delete-stray-key", "unsafe"),
  "field.type_unknown": replaceWord,
  "func.unregistered": replaceWord,
  "hint.unknown": replaceWord,
  "input.name_dotted": removeDottedInput,
  "input.unread": removeInput,
  "output.concept": matchOutput,
  "output.may_be_absent": rewriteSlot("make-output-optional", "unsafe", optional),
  "output.multiplicity": matchOutput,
  "parallel.not_combined": writeSuggestion("combine-results", "unsafe"),
  "path.unresolved": replaceSegment,
  "pipe.other_domain": replaceReference("safe"),
  "pipe.type_missing": renameNear("type", isPipeType),
  "pipe.type_unknown": replaceWord,
  "pipe.unresolved": replaceReference("unsafe"),
  "signature.type": deleteKey("delete-signature-type", "safe"),
  "slot.count_of_one": rewriteSlot("drop-count-of-one", "safe", withoutCount),
  "slot.marker": rewriteSlot("drop-marker", "safe", withoutMarker),
  "step.batch_item_unread": replaceName,
  "step.malformed": renameNear("pipe", isString),
  "template.block_in_line": printInLine,
  "template.field_unknown": renameField,
  "template.parameter_unknown": renameVariable,
  "template.variable_undeclared": renameVariable,
  "toml.unknown_key": renameKey,
  "toml.unknown_word": replaceWord,
  "toml.wrong_type": unquote,
};

/** How many characters all fixes may write: each one of a template writes it whole, and a template can have very many. */
const MOST_WRITTEN = 1_000_000;

/** The diagnostics, those with a repair that follows from what is known with it: the first of them, where there are very many. */
export function planFixes(diagnostics: readonly Diagnostic[], library: Library): readonly Diagnostic[] {
  const files = new Map(
    library.bundles.map((bundle) => [bundle.file, { bundle, places: undefined as Places | undefined }]),
  );
  let called: ReadonlySet<unknown> | undefined;
  const isCalled = (ref: unknown): boolean => (called ??= calledIn(library)).has(ref);
  let written = 0;
  return diagnostics.map((diagnostic) => {
    const rule = RULES[diagnostic.code];
    const file = files.get(diagnostic.file);
    if (rule === undefined || file === undefined || written > MOST_WRITTEN) return diagnostic;
    const places = (file.places ??= createTomlPlaces(file.bundle.root));
    const planned = rule({ diagnostic, bundle: file.bundle, places, isCalled });
    if (planned === undefined) return diagnostic;
    written += lengthWritten(planned);
    const fix: SuggestedFix = deepFreeze({ ...planned, source: diagnostic.file });
    return Object.freeze({ ...diagnostic, fix });
  });
}

function lengthWritten({ ops }: PlannedFix): number {
  let length = 0;
  for (const op of ops) if (op.kind === "set_key" && typeof op.value === "string") length += op.value.length;
  return length;
}

const calledIn = ({ pipes }: Library): ReadonlySet<unknown> =>
  new Set([...pipes.values()].flatMap(({ pipe }) => (pipe === undefined ? [] : calledPipes(pipe))));

type Places = ReturnType<typeof createTomlPlaces>;
