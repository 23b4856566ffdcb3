import type { FailureError } from "../failure-error.ts";
import { plainLine, plainText } from "../plain-text.ts";
import type { FailureLocation, FailureReport, FailureTransport, ValidationProblem } from "../report.ts";
import { renderDuration } from "./render-duration.ts";

const LABEL_WIDTH = 10;

/**
 * The failure as lines for a person, without a trailing line feed: title and code, message, place, whether a repeat
 * helps, what to do. Values cannot send control sequences to the terminal.
 */
export function renderFailure(failure: FailureError, options: { readonly color?: boolean | undefined } = {}): string {
  const { report, transport } = failure;
  const paint = options.color === true ? painted : unpainted;
  const [firstLine = "", ...lines] = plainText(report.message).split("\n");
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["where", renderLocation(report.location)],
    ["kind", renderCategory(report)],
    ["provider", renderProvider(report)],
    ["call", renderTransport(transport)],
    ["to do", plainLine(report.user_action.detail)],
  ];
  return [
    `${paint("31;1", plainLine(report.title))} ${paint("2", `[${plainLine(report.code)}]`)}`,
    `  ${firstLine}`,
    ...lines.map((line) => `  ${line}`),
    ...(report.validation_errors ?? []).flatMap((problem) => renderProblem(problem)),
    ...rows.flatMap(([label, text]) =>
      text === undefined ? [] : [`  ${paint("2", label.padEnd(LABEL_WIDTH))}${text}`],
    ),
  ].join("\n");
}

function renderLocation(location: FailureLocation | undefined): string | undefined {
  if (location === undefined) return undefined;
  const { pipe, node, item } = location;
  const parts = [
    pipe === undefined ? undefined : `pipe ${plainLine(pipe)}`,
    node === undefined ? undefined : `node ${plainLine(node)}`,
    item === undefined ? undefined : `item ${item + 1}`,
    renderFile(location),
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(", ") : undefined;
}

function renderFile({ file, line, column }: FailureLocation): string | undefined {
  const place = [line, column].filter((number) => number !== undefined).join(":");
  if (file === undefined) return place === "" ? undefined : `line ${place}`;
  return place === "" ? plainLine(file) : `${plainLine(file)}:${place}`;
}

function renderCategory(report: FailureReport): string {
  const delay = report.retry_after_ms === undefined ? undefined : renderDuration(report.retry_after_ms);
  const verdict = {
    transient: delay === undefined ? "a repeat can help" : `a repeat can help after ${delay}`,
    configuration: "a repeat does not help until the setup is changed",
    content: "a repeat does not help until the input or the method is changed",
    capacity: delay === undefined ? "a repeat does not help until there is quota" : `a repeat can help after ${delay}`,
    ambiguous: "the call may have taken effect; a repeat may do it twice",
    unknown: "it is not known whether a repeat helps",
  } as const;
  return `${report.category}: ${verdict[report.category]}`;
}

function renderProvider({ provider, model, provider_metadata }: FailureReport): string | undefined {
  const parts = [
    provider === undefined ? undefined : plainLine(provider),
    model === undefined ? undefined : `model ${plainLine(model)}`,
    provider_metadata?.status_code === undefined ? undefined : `HTTP ${provider_metadata.status_code}`,
    provider_metadata?.provider_error_code === undefined
      ? undefined
      : `code ${plainLine(provider_metadata.provider_error_code)}`,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(", ") : undefined;
}

function renderTransport({ attempt, calls, request_id }: FailureTransport): string | undefined {
  const parts = [
    attempt === undefined ? undefined : `attempt ${attempt}`,
    calls === undefined ? undefined : `${calls} provider ${calls === 1 ? "call" : "calls"}`,
    request_id === undefined ? undefined : `request ${plainLine(request_id)}`,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(", ") : undefined;
}

function renderProblem(problem: ValidationProblem): readonly string[] {
  const place =
    problem.location === undefined ? undefined : (renderFile(problem.location) ?? renderLocation(problem.location));
  const start = place === undefined ? "  - " : `  - ${place}  `;
  const lines = [`${start}${plainLine(problem.message)} [${plainLine(problem.code)}]`];
  return problem.suggestion === undefined ? lines : [...lines, `    ${plainLine(problem.suggestion)}`];
}

function painted(style: string, text: string): string {
  return `\u001B[${style}m${text}\u001B[0m`;
}

function unpainted(_style: string, text: string): string {
  return text;
}
