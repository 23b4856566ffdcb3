import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import { BUNDLE_MESSAGES } from "./bundle-messages.ts";
import { CONCEPT_MESSAGES } from "./concept-messages.ts";
import { CONTROLLER_MESSAGES } from "./controller-messages.ts";
import { FIELD_MESSAGES } from "./field-messages.ts";
import { MANIFEST_MESSAGES } from "./manifest-messages.ts";
import { PACKAGE_MESSAGES } from "./package-messages.ts";
import { PIPE_MESSAGES } from "./pipe-messages.ts";
import type { DiagnosticParams, ParamsOf } from "./sentence.ts";
import { SLOT_MESSAGES } from "./slot-messages.ts";
import { TEMPLATE_MESSAGES } from "./template-messages.ts";
import { TOML_MESSAGES } from "./toml-messages.ts";

/** What is said of each code: all prose of the parser is here. */
const MESSAGES = {
  ...BUNDLE_MESSAGES,
  ...CONCEPT_MESSAGES,
  ...CONTROLLER_MESSAGES,
  ...FIELD_MESSAGES,
  ...MANIFEST_MESSAGES,
  ...PACKAGE_MESSAGES,
  ...PIPE_MESSAGES,
  ...SLOT_MESSAGES,
  ...TEMPLATE_MESSAGES,
  ...TOML_MESSAGES,
} satisfies Readonly<Record<DiagnosticCode, (params: never, offer: string) => string>>;

/** The params of a code: what its sentence needs, and whatever else a program may want to know. */
export type ParamsOfCode<Code extends DiagnosticCode> = ParamsOf<(typeof MESSAGES)[Code]> & DiagnosticParams;

/** One sentence for people on a diagnostic, with the suggestion where there is one. Programs read its code and params. */
export function messageOf(diagnostic: {
  readonly code: DiagnosticCode;
  readonly params: DiagnosticParams;
  readonly suggestion?: string;
}): string {
  const sentence: (params: never, offer: string) => string = MESSAGES[diagnostic.code];
  return sentence(diagnostic.params as never, offer(diagnostic.suggestion));
}

/** The sentence that offers a suggestion, with a space before it, or nothing. */
const offer = (suggestion: string | undefined): string =>
  suggestion === undefined ? "" : ` Did you mean '${suggestion}'?`;
