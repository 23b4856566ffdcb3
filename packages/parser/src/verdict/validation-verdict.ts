import { byCodePoint } from "@perdure/crate";
import type { Crate, PipeIoContract, PipeRef } from "@perdure/crate";
import { contractsOf } from "./contracts-of.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { messageOf } from "../messages/messages.ts";
import type { RelatedPlace } from "../diagnostics/related-place.ts";
import type { DiagnosticCode, Severity } from "../diagnostics/diagnostic-codes.ts";
import { deepFreeze } from "../freeze.ts";
import type { SuggestedFix } from "../fixes/suggested-fix.ts";
import type { ParsedMethod } from "../parse-method.ts";
import { PROTOCOL_WORDS } from "./protocol-words.ts";
import type { ProtocolCategory } from "./protocol-words.ts";
import type { Position } from "../source/source-text.ts";

/**
 * The protocol's verdict on a method: is it valid, and is it complete enough to run. Plain JSON. `validation_errors` has an
 * item for each error and is empty on a valid verdict; warnings and notes never change it and stand apart.
 */
export interface ValidationVerdict {
  readonly is_valid: boolean;
  /** Valid, without a signature left, and without a pipe that this version cannot run among those that a run would reach. */
  readonly is_runnable: boolean;
  /** The pipes that are signatures still, by full name. */
  readonly pending_signatures: readonly PipeRef[];
  readonly validation_errors: readonly ValidationItem[];
  readonly warnings: readonly ValidationItem[];
  readonly notes: readonly ValidationItem[];
  /**
   * Of a valid method: what each pipe takes and gives, by full name, with the JSON Schema of each input. Left out where that would
   * be far longer than the method, which no method is that people write.
   */
  readonly pipe_io_contracts?: Readonly<Record<PipeRef, PipeIoContract>>;
}

/** A problem as the protocol says it, with what we know besides. Members that say nothing are left out. */
export interface ValidationItem {
  readonly category: ProtocolCategory;
  /** The protocol's finer name, where it has one. */
  readonly error_type?: string;
  readonly message: string;
  /** Our own name for it, finer than the category. */
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** The file, as the caller called it. */
  readonly source: string;
  /** Where it starts, both counted from 1. */
  readonly line: number;
  readonly column: number;
  readonly start: Position;
  /** Where it ends; the character there is not part of it. */
  readonly end: Position;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /** Other places that explain it. */
  readonly related?: readonly RelatedPlace[];
  readonly suggestion?: string;
  /** A repair that follows from what is known: `applyFix` makes it in the text of its file. */
  readonly suggested_fix?: SuggestedFix;
}

/** The verdict on a parsed method. The same method gives the same verdict, byte for byte in JSON. Frozen. */
export function validationVerdict(method: ParsedMethod): ValidationVerdict {
  const pending = method.crate === undefined ? [] : pendingSignatures(method.crate);
  const contracts = method.crate === undefined ? undefined : contractsOf(method.crate);
  const items = (severity: Severity): readonly ValidationItem[] =>
    method.diagnostics.filter((diagnostic) => diagnostic.severity === severity).map(itemOf);
  return deepFreeze({
    is_valid: method.ok,
    is_runnable: method.ok && pending.length === 0 && method.unrunnable.length === 0,
    pending_signatures: pending,
    validation_errors: items("error"),
    warnings: items("warning"),
    notes: items("note"),
    ...(contracts === undefined ? {} : { pipe_io_contracts: contracts }),
  });
}

function itemOf(diagnostic: Diagnostic): ValidationItem {
  const { code, severity, file, start, end, params, related, suggestion, fix } = diagnostic;
  return {
    ...PROTOCOL_WORDS[code],
    message: messageOf(diagnostic),
    code,
    severity,
    source: file,
    line: start.line,
    column: start.column,
    start,
    end,
    params,
    ...(related === undefined ? {} : { related }),
    ...(suggestion === undefined ? {} : { suggestion }),
    ...(fix === undefined ? {} : { suggested_fix: fix }),
  };
}

/** What the author declared as a signature; one that stands for something outside the files is none of theirs. */
function pendingSignatures({ pipes }: Crate): readonly PipeRef[] {
  return Object.entries(pipes)
    .filter(([, pipe]) => pipe.type === "PipeSignature" && !Object.hasOwn(pipe.settings, "not_checked"))
    .map(([ref]) => ref)
    .sort(byCodePoint);
}
