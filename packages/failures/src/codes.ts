import type { Category, UserActionKind } from "./report.ts";

/** Who must act, in the words of the MTHDS protocol's problem documents. */
export type ProblemDomain = "input" | "method" | "account" | "operator" | "runtime";

/**
 * One code: its default category, the HTTP status of its problem document, who must act, what a reader can do next, the
 * stable title and the sentence of the default action.
 */
export type CodeRow = readonly [
  category: Category,
  status: number,
  problemDomain: ProblemDomain,
  action: UserActionKind,
  title: string,
  detail: string,
];

/**
 * The one table of codes. Every type, title, type URI, domain, HTTP status, retry verdict, default action and page of
 * documentation is derived from it; adding a code is adding a line. Names without our prefix are the MTHDS registry's
 * own, with the registry's status and domain.
 */
// One line per code keeps the table readable as a table.
// prettier-ignore
export const CODES = {
  "provider.rate_limited": ["transient", 429, "runtime", "wait_and_retry", "The provider is limiting the rate of requests", "Wait a little, then run it again."],
  "provider.unavailable": ["transient", 502, "runtime", "wait_and_retry", "The provider cannot be reached right now", "Check the network, then run it again."],
  "provider.failed": ["transient", 502, "runtime", "wait_and_retry", "The provider reported a fault of its own", "Wait a little, then run it again."],
  "provider.timeout": ["transient", 504, "runtime", "wait_and_retry", "The provider took too long to answer", "Wait a little, then run it again, or make the request smaller."],
  "provider.response_invalid": ["transient", 502, "runtime", "wait_and_retry", "The provider's answer cannot be read", "Run it again, or check the provider's address."],
  "provider.credential_refused": ["configuration", 502, "operator", "check_credentials", "The provider refused the credential", "Check that the provider's key is set, valid and allowed to use the model."],
  "provider.quota_exhausted": ["capacity", 502, "operator", "check_billing", "The provider account has no quota left", "Raise the limit or add credit in the provider's account."],
  "provider.outcome_unknown": ["ambiguous", 502, "runtime", "read_run", "The provider call may have taken effect", "Check what the provider recorded: a repeat may be billed twice."],
  "model.unknown": ["configuration", 422, "method", "change_model", "The method names a model that nobody defines", "Name a model that `perdure models` lists."],
  "model.unavailable": ["configuration", 501, "operator", "change_model", "The provider does not serve the model", "Choose a model that the provider serves to this account."],
  "model.unspecified": ["configuration", 422, "method", "change_model", "No model is named for the step", "Name a model in the pipe or a default in the deck."],
  "model.capability_unsupported": ["configuration", 422, "method", "change_model", "The model cannot do what the step asks", "Choose a model with the capability that the step needs."],
  "model.content_refused": ["content", 422, "input", "change_input", "The provider refused the content", "Change the input or the prompt."],
  "model.context_exceeded": ["content", 422, "input", "change_input", "The input is longer than the model can read", "Shorten the input or choose a model that reads more."],
  "model.output_truncated": ["content", 422, "method", "change_method", "The answer was cut at the token limit", "Raise the token limit of the step or ask for a shorter answer."],
  "model.output_schema_mismatch": ["content", 502, "runtime", "change_model", "The model's answer does not fit the declared structure", "Choose a more capable model or simplify the output concept."],
  "model.no_result": ["content", 422, "input", "change_input", "The model gave no result", "Change the input or the prompt."],
  "input.missing": ["content", 422, "input", "change_input", "A required input is missing", "Give the input; `perdure inputs` writes a template."],
  "input.unexpected": ["content", 422, "input", "change_input", "An input is not declared by the method", "Remove the input or correct its name."],
  "input.wrong_concept": ["content", 422, "input", "change_input", "An input has the wrong type", "Give a value of the declared concept."],
  "input.wrong_multiplicity": ["content", 422, "input", "change_input", "An input has the wrong number of items", "Give as many items as the method declares."],
  "input.invalid": ["content", 422, "input", "change_input", "An input does not fit the structure of its concept", "Correct the fields of the input."],
  "input.file_unreadable": ["content", 422, "input", "change_input", "An input file cannot be read", "Check the path and the permissions of the file."],
  "input.file_type_unsupported": ["content", 422, "input", "change_input", "An input file has a type that is not supported", "Convert the file to a supported type."],
  "input.too_large": ["content", 422, "input", "change_input", "An input is too large", "Give a smaller input."],
  "input.reference_not_found": ["content", 422, "input", "change_input", "An input refers to something that does not exist", "Correct the reference."],
  "input.url_unreachable": ["transient", 422, "input", "change_input", "The URL of an input cannot be fetched", "Check the URL, then run it again."],
  "method.invalid": ["content", 422, "method", "change_method", "The method has errors", "Correct the errors that are listed; `perdure validate` checks again."],
  "method.syntax": ["content", 422, "method", "change_method", "The method is not valid TOML", "Correct the line that is named."],
  "method.schema_violation": ["content", 422, "method", "change_method", "The method breaks a rule of the language", "Correct the place that is named."],
  "method.not_found": ["content", 404, "input", "change_method", "There is no method at this place", "Check the path of the method."],
  "method.dependency_missing": ["content", 422, "method", "change_method", "A dependency of the method is not available", "Install the dependency or correct its address."],
  "method.concept_unresolved": ["content", 422, "method", "change_method", "The method names a concept that nobody declares", "Declare the concept or correct its name."],
  "method.pipe_unresolved": ["content", 422, "method", "change_method", "The method names a pipe that does not exist", "Declare the pipe or correct its name."],
  "method.pipe_type_invalid": ["content", 422, "method", "change_method", "The type of a pipe is missing or unknown", "Give the pipe a type of the language."],
  "method.not_runnable": ["content", 422, "method", "change_method", "The method still holds pipes without a body", "Give every reachable pipe a body."],
  "method.template_invalid": ["content", 422, "method", "change_method", "A template of the method is invalid", "Correct the template at the place that is named."],
  "method.function_invalid": ["content", 422, "method", "change_method", "A function that the method declares cannot be used", "Correct the name or the declaration of the function."],
  "request.invalid": ["content", 422, "input", "change_input", "The request is not valid", "Correct the arguments that are named."],
  "request.pipe_not_found": ["content", 422, "input", "change_input", "The chosen pipe is not in the method", "Choose a pipe that the method declares."],
  "request.pipe_unspecified": ["content", 422, "input", "change_input", "No pipe is chosen and the method has no main pipe", "Choose a pipe or declare a main pipe."],
  "request.pipe_ambiguous": ["content", 422, "input", "change_input", "Several pipes match the choice", "Choose the pipe by its full name."],
  "request.idempotency_conflict": ["content", 409, "input", "change_input", "The run id belongs to a different job", "Choose another run id, or resume that run."],
  "run.not_found": ["content", 404, "input", "change_input", "There is no run with this id", "Check the id; `perdure runs` lists the runs of this project."],
  "run.failed": ["unknown", 409, "runtime", "read_run", "The run failed", "Read the run's own failure."],
  "run.not_finished": ["transient", 409, "runtime", "read_run", "The run has not finished", "Follow the run with `perdure watch`."],
  "run.already_ended": ["content", 409, "input", "read_run", "The run has already ended", "Read its result, or start a new run."],
  "run.cancelled": ["content", 409, "input", "read_run", "The run was cancelled", "Resume the run, or start it again."],
  "run.terminated": ["configuration", 409, "operator", "read_run", "An operator stopped the run", "Ask who operates the server why it was stopped."],
  "run.timed_out": ["content", 422, "method", "change_method", "The run passed its time limit", "Give the run more time or less work."],
  "run.lost": ["ambiguous", 500, "runtime", "read_run", "The outcome of the run is lost", "Check what the run recorded, then resume it."],
  "run.outcome_unknown": ["ambiguous", 502, "runtime", "read_run", "It is not known whether the run started or finished", "Look the run up by its id before you start it again."],
  "runtime.unexpected": ["unknown", 500, "runtime", "unknown", "An unexpected error happened", "No step is known; report it with its code and the versions in use."],
  "runtime.misconfigured": ["configuration", 500, "operator", "fix_configuration", "The setup is wrong", "Correct the configuration that is named."],
  "runtime.unavailable": ["transient", 503, "runtime", "wait_and_retry", "A service that the run needs is not available", "Wait a little, then run it again."],
  "runtime.unsupported": ["configuration", 501, "operator", "upgrade", "This version cannot do what was asked", "Install a version that supports it."],
  "perdure.batch_input_not_list": ["content", 422, "method", "change_method", "A batch runs over something that is not a list", "Batch over a list, or give the input as a list."],
  "perdure.backend_not_installed": ["configuration", 500, "operator", "fix_configuration", "The backend's package is not installed", "Install the package that is named."],
  "perdure.backend_unknown": ["configuration", 500, "operator", "fix_configuration", "There is no backend with this name", "Choose a backend that is installed."],
  "perdure.backend_unreachable": ["transient", 503, "runtime", "fix_configuration", "The server of the backend cannot be reached", "Check the server and its address, then run it again."],
  "perdure.backend_contract_mismatch": ["configuration", 500, "operator", "upgrade", "The backend was built for another contract", "Install versions that belong together."],
  "perdure.compose_mismatch": ["content", 422, "method", "change_method", "A composed value does not fit its concept", "Correct the construct of the pipe."],
  "perdure.condition_failed": ["content", 422, "method", "change_method", "The expression of a condition cannot be evaluated", "Correct the expression at the place that is named."],
  "perdure.condition_fail_outcome": ["content", 422, "input", "change_input", "A condition of the method refused the input", "Change the input, or the outcome that the method maps it to."],
  "perdure.condition_no_outcome": ["content", 422, "method", "change_method", "A condition matched none of its outcomes", "Add the outcome that is named, or a default outcome."],
  "perdure.configuration_invalid": ["configuration", 500, "operator", "fix_configuration", "A configuration value is not valid", "Correct the key that is named."],
  "perdure.content_damaged": ["configuration", 500, "operator", "fix_configuration", "Stored content does not match its digest", "Restore the content store from a copy."],
  "perdure.content_missing": ["configuration", 500, "operator", "fix_configuration", "Stored content is missing", "Point the run at the content store that it was started with."],
  "perdure.credential_missing": ["configuration", 500, "operator", "check_credentials", "A provider's key is not set", "Set the variable that is named, or use --emulated."],
  "perdure.credential_redirect_refused": ["configuration", 500, "operator", "fix_configuration", "A project file tries to say where a credential goes", "Trust the value with the command that is named, or set it in your own configuration."],
  "perdure.document_too_large": ["content", 422, "input", "change_input", "The document is too large", "Give a smaller document, or split it."],
  "perdure.document_unreadable": ["content", 422, "input", "change_input", "The document is damaged or not of its type", "Check that the file opens, or give another copy."],
  "perdure.emulator_unavailable": ["configuration", 500, "operator", "fix_configuration", "The emulated provider does not run", "Start the command again, or remove the state file that is named."],
  "perdure.fetch_refused": ["content", 422, "input", "change_input", "The URL leads to a private address", "Give a public URL, or the content itself."],
  "perdure.file_unreadable": ["configuration", 500, "operator", "fix_configuration", "A file cannot be read", "Check the path and its permissions."],
  "perdure.folder_not_writable": ["configuration", 500, "operator", "fix_configuration", "A folder cannot be written to", "Choose another folder or change its permissions."],
  "perdure.function_failed": ["content", 422, "method", "change_method", "A function of the project threw an error", "Correct the function that is named."],
  "perdure.function_missing": ["configuration", 500, "operator", "fix_configuration", "A function that the method calls is not registered", "Register the function that is named."],
  "perdure.journal_unreadable": ["configuration", 500, "operator", "fix_configuration", "The journal cannot be read", "Restore the journal from a copy, or start the run again."],
  "perdure.leaf_interrupted": ["ambiguous", 500, "runtime", "read_run", "A step was interrupted while it ran", "Check what the step did outside, then resume the run."],
  "perdure.leaf_timeout": ["ambiguous", 504, "runtime", "read_run", "A step ran past its time limit", "Check what the step did outside, then resume the run."],
  "perdure.list_too_long": ["content", 422, "input", "change_input", "A list is longer than the limit", "Split the list over several runs."],
  "perdure.local_path_refused": ["content", 422, "method", "change_method", "A local path came from a value that a step produced", "Give local files as inputs of the run."],
  "perdure.payload_too_large": ["content", 422, "input", "change_input", "A value is too large for the backend", "Give smaller inputs, or split the work."],
  "perdure.pipe_stack_overflow": ["content", 422, "method", "change_method", "Pipes are nested deeper than the limit", "Remove the recursion at the pipe that is named."],
  "perdure.pipe_type_unsupported": ["content", 422, "method", "change_method", "This version cannot run a pipe of this type", "Replace the pipe, or install a version that runs it."],
  "perdure.port_taken": ["configuration", 500, "operator", "fix_configuration", "The port is in use", "Choose another port, or stop what uses it."],
  "perdure.provider_address_invalid": ["configuration", 502, "operator", "fix_configuration", "The provider's address leads nowhere", "Check the provider's address and the network."],
  "perdure.provider_certificate_refused": ["configuration", 502, "operator", "fix_configuration", "The provider's certificate is not accepted", "Check the provider's address, the clock and the certificates that this machine trusts."],
  "perdure.provider_region_refused": ["configuration", 502, "operator", "contact_support", "The provider does not serve this place or account", "Ask the provider, or use one that serves this place."],
  "perdure.provider_request_refused": ["content", 422, "input", "change_input", "The provider refused the request", "Change the input or the settings of the step."],
  "perdure.run_already_exists": ["content", 409, "input", "change_input", "A run with this id exists", "Choose another run id, or resume that run."],
  "perdure.run_in_progress": ["transient", 409, "runtime", "read_run", "A live process drives this run", "Follow it with `perdure watch`."],
  "perdure.schema_unsupported": ["configuration", 500, "operator", "upgrade", "The data was written by another version", "Finish the run with the version that is named."],
  "perdure.server_unavailable": ["configuration", 500, "operator", "fix_configuration", "A Temporal server cannot be had on this machine", "Install the Temporal command line, or give a server's address."],
  "perdure.template_failed": ["content", 422, "method", "change_method", "A template cannot be rendered", "Correct the template at the place that is named."],
  "perdure.worker_lost": ["ambiguous", 500, "runtime", "read_run", "The worker disappeared while a step ran", "Check what the step did outside, then resume the run."],
} as const satisfies Record<string, CodeRow>;

/** A code that we emit: the contract by which programs tell failures apart. */
export type FailureCode = keyof typeof CODES;

/** True for a code of the table. */
export function isFailureCode(value: unknown): value is FailureCode {
  return typeof value === "string" && Object.hasOwn(CODES, value);
}
