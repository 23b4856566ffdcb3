import { createFailure, FailureError } from "@perdure/failures";
import { readFailureReport, readFailureTransport } from "@perdure/failures/json";
import { readProblem } from "@perdure/failures/problem";
import { jsonErrorPlace } from "../inputs/json-error-place.ts";
import { readHttpAnswer } from "./read-http-answer.ts";

/** An error as it was written down, ready to be classified. */
export interface ReadError {
  readonly error: unknown;
  /** What was assumed of it, for whoever gave it. */
  readonly note?: string;
}

/**
 * The error that a text describes: a failure as `perdure` prints it, a report, a problem document, an answer as `curl -i`
 * prints it, the JSON of an error, or the JSON body of an answer, which is taken to have had `status`. Throws
 * `request.invalid` for any other text, with the place where it stops being JSON.
 */
export function readErrorText(text: string, status?: number): ReadError {
  const trimmed = text.trim();
  if (trimmed === "") throw unreadable("There is nothing to explain.");
  const answer = readHttpAnswer(trimmed);
  if (answer !== undefined) return { error: answer };
  const json = parsed(text);
  if (!isRecord(json)) throw unreadable("The text is JSON, but no error: an object is needed.");
  return fromObject(json, status);
}

function fromObject(json: Readonly<Record<string, unknown>>, status: number | undefined): ReadError {
  const inner = json["error"];
  if (isReport(inner)) return { error: failureOf(inner, json["transport"]) };
  if (isReport(json["report"])) return { error: failureOf(json["report"], json["transport"]) };
  if (isReport(json)) return { error: failureOf(json, undefined) };
  if (typeof json["type"] === "string" && typeof json["code"] === "string" && typeof json["title"] === "string") {
    return { error: new FailureError(readProblem(json)) };
  }
  if (status !== undefined) return { error: { status, data: json } };
  const isBody = isRecord(inner) && ANSWER_MEMBERS.every((name) => json[name] === undefined);
  if (!isBody) return { error: json };
  return {
    error: { status: 200, data: json },
    note: "Taken for the body of an answer of status 200; --status says another.",
  };
}

const ANSWER_MEMBERS = ["status", "statusCode", "response", "$metadata", "name", "cause"];

function failureOf(report: unknown, transport: unknown): FailureError {
  return new FailureError({ report: readFailureReport(report), transport: readFailureTransport(transport) });
}

function parsed(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return Array.isArray(json) && json.length === 1 ? (json[0] as unknown) : json;
  } catch (error) {
    if (!/^\s*[{[]/u.test(text)) throw unreadable("The text is neither JSON nor an HTTP answer.", error);
    const { line, column } = jsonErrorPlace(text);
    throw unreadable(`The text stops being JSON at line ${line}, column ${column}.`, error);
  }
}

function unreadable(message: string, cause?: unknown): FailureError {
  return createFailure("request.invalid", {
    message,
    user_action: {
      kind: "change_input",
      detail: "Give a code, an error as JSON, or an answer as `curl -i` prints it.",
    },
    cause,
  });
}

function isReport(value: unknown): boolean {
  return isRecord(value) && typeof value["code"] === "string" && typeof value["category"] === "string";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
