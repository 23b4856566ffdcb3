import { createFailure } from "@perdure/failures";
import type { FailureCode, FailureError, FailureParts, ValidationProblem } from "@perdure/failures";
import { toFailure } from "@perdure/failures/all";
import { z } from "zod";

/** What a refusal says. `code` is the control plane's own (`WF_1100`), where it gives one. */
const refusal = z.looseObject({
  code: z.string().optional(),
  detail: z.unknown().optional(),
  status: z.string().optional(),
  deployments: z.array(z.unknown()).optional(),
});
const fieldProblems = z.array(z.looseObject({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() }));

interface Refused {
  readonly status: number;
  readonly headers: Headers;
  /** The body, where it is JSON. */
  readonly body: unknown;
  /** What was asked, for people: `the execution x`. */
  readonly what: string;
}

type Verdict = readonly [code: FailureCode, message: (what: string) => string, action?: FailureParts["user_action"]];

const ACTION_LIST = { kind: "fix_configuration", detail: "Name the deployment: start({ deployment_name })." } as const;

/** By the control plane's own code. 5xx details are always generic, so none is shown. */
const BY_CODE: Readonly<Record<string, Verdict>> = {
  WF_1001: ["request.invalid", (what) => `Mistral Workflows does not take the request for ${what}`],
  WF_1100: ["run.not_found", (what) => `Mistral Workflows does not know ${what}`],
  WF_1101: ["perdure.run_already_exists", (what) => `Mistral Workflows has ${what} already`],
  WF_1102: ["run.already_ended", (what) => `Mistral Workflows: ${what} runs no more`],
  WF_1104: ["runtime.misconfigured", () => "Mistral Workflows refused the registration of a worker"],
  WF_1201: ["request.invalid", (what) => `Mistral Workflows does not know ${what}`],
  WF_1302: [
    "runtime.unsupported",
    () => "The workspace takes encoded payloads only, which this client cannot write",
    {
      kind: "fix_configuration",
      detail: "Start the workflow with Mistral's own SDK, or lift the rule for the workspace.",
    },
  ],
  AMBIGUOUS_WORKFLOW: ["request.invalid", (what) => `Several deployments have ${what}`, ACTION_LIST],
};

const BY_STATUS: Readonly<Record<number, Verdict>> = {
  401: ["provider.credential_refused", () => "Mistral refused the key"],
  403: ["provider.credential_refused", (what) => `Mistral does not let this key have ${what}`],
  404: ["run.not_found", (what) => `Mistral Workflows does not know ${what}`],
  409: ["request.idempotency_conflict", (what) => `Mistral Workflows has something else under the id of ${what}`],
  422: ["request.invalid", (what) => `Mistral Workflows does not take the request for ${what}`],
  429: ["provider.rate_limited", () => "Mistral limits the rate of requests"],
};

/** What a refused request means, with the next step. The control plane's own prose is in it only where it speaks of the caller's request. */
export function controlPlaneFailure({ status, headers, body, what }: Refused): FailureError {
  const read = refusal.safeParse(body);
  const { code = "", detail, status: executionStatus, deployments } = read.success ? read.data : {};
  const verdict = (Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined) ?? BY_STATUS[status] ?? byClass(status);
  const [failureCode, say, user_action] = verdict;
  const names = (deployments ?? []).filter((one): one is string => typeof one === "string");
  const problems = problemsIn(detail);
  return createFailure(failureCode, {
    message: `${say(what)}${executionStatus === undefined ? "" : ` (${executionStatus.toLowerCase()})`}${names.length === 0 ? "" : `: ${names.join(", ")}`}.`,
    provider: "mistral",
    provider_metadata: { status_code: status, ...(code === "" ? {} : { provider_error_code: code }) },
    ...(user_action === undefined ? {} : { user_action }),
    ...(problems.length === 0 ? {} : { validation_errors: problems }),
    ...retryAfter(status, headers),
  });
}

const byClass = (status: number): Verdict =>
  status >= 500
    ? ["runtime.unavailable", () => `Mistral Workflows is not available (${status})`]
    : ["request.invalid", (what) => `Mistral Workflows answered the request for ${what} with the status ${status}`];

function problemsIn(detail: unknown): readonly ValidationProblem[] {
  const read = fieldProblems.safeParse(detail);
  if (!read.success) return [];
  return read.data.map(({ loc, msg }) => ({
    code: "request.invalid",
    message: `${loc.map(String).join(".")}: ${msg}`,
  }));
}

/** A delay in any of its forms, as the taxonomy reads it; one that is longer than anybody waits is a matter of capacity. */
function retryAfter(status: number, headers: Headers): Pick<FailureParts, "retry_after_ms" | "category"> {
  const { retry_after_ms, category } = toFailure({ status, headers }, { provider: "mistral" }).report;
  if (retry_after_ms === undefined) return {};
  return { retry_after_ms, ...(category === "capacity" ? { category } : {}) };
}

/** What a request that got no answer means: nothing where nothing can have happened, else that it is not known. */
export function lostRequest(error: unknown, what: string, mayHaveHappened: boolean): FailureError {
  const { report } = toFailure(error, { provider: "mistral", effect: mayHaveHappened ? "effectful" : "pure" });
  const isSent = report.category === "ambiguous" || report.code === "provider.timeout";
  if (mayHaveHappened && isSent) {
    return createFailure("run.outcome_unknown", {
      message: `The answer about ${what} was lost.`,
      provider: "mistral",
      cause: error,
    });
  }
  return createFailure("runtime.unavailable", {
    message: `Mistral Workflows cannot be reached for ${what}.`,
    provider: "mistral",
    cause: error,
  });
}

/** An answer that is not what it should be. */
export const unreadable = (what: string, cause: unknown): FailureError =>
  createFailure("provider.response_invalid", {
    message: `The answer about ${what} cannot be read.`,
    provider: "mistral",
    cause,
  });
