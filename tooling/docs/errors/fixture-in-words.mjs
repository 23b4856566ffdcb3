import { CLASSIFIER } from "@perdure/failures/all";
import { renderDuration } from "@perdure/failures/cli";
import { fixtureContext, fixtureError } from "@perdure/failures/testing";
import { code } from "./markdown-table.mjs";

/** Says how an answer's body is written, which decides nothing by itself. */
const SHAPES = ["json_body", "text_body", "error_body"];

/** What classification sees in a fixture's error. */
export function fixtureInWords(fixture) {
  const { evidence } = CLASSIFIER.decide(fixtureError(fixture, "fetch"), fixtureContext(fixture));
  if (evidence === undefined) return code(...namesIn(fixture.error)).join(" caused by ");
  const { status, codes, signs, network, system_code, finish_reason, should_retry, retry_after_ms } = evidence;
  const known = [
    status === undefined ? [] : [`HTTP ${status}`],
    fixture.error === undefined ? [] : code(fixture.error.name),
    network === undefined ? [] : [network.code === "FETCH_FAILED" ? "fetch failed" : code(network.code)[0]],
    network?.is_loopback === true ? ["the address is on this machine"] : [],
    code(...codes),
    finish_reason === undefined ? [] : code(finish_reason),
    code(...signs.filter((sign) => !SHAPES.includes(sign))),
    system_code === undefined || codes.includes(system_code.toLowerCase()) ? [] : code(system_code),
    should_retry === undefined ? [] : [`\`x-should-retry: ${should_retry}\``],
    retry_after_ms === undefined ? [] : [`asks for ${renderDuration(retry_after_ms)}`],
    contextInWords(fixture.context),
  ];
  return [...new Set(known.flat())].join(", ");
}

function namesIn(error) {
  return error === undefined ? [] : [error.name, ...namesIn(error.cause)];
}

function contextInWords({ effect, has_answered, signal } = {}) {
  return [
    ...(effect === undefined ? [] : [`the call is \`${effect}\``]),
    ...(has_answered ? ["the address has answered before"] : []),
    ...(signal === undefined ? [] : [`the caller's signal is ${signal.replace("_", " ")}`]),
  ];
}
