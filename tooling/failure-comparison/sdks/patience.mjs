import { FAILURE_FIXTURES } from "@perdure/failures/testing";
import { Agent } from "undici";

const WAITS = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** Whether the failure is that nothing more comes, until the client has had enough. */
export const isWait = ({ network_code }) => WAITS.has(network_code);

const WAITING = FAILURE_FIXTURES.filter(isWait).map(({ id }) => `/fixtures/${id}`);

/** How long to wait for a sign of life from what is asked at a path: not long where none will come, on a busy machine too elsewhere. */
export const patienceAt = (path) => (WAITING.some((waiting) => path.includes(`${waiting}/`)) ? 200 : 60_000);

/** A dispatcher for fetch that has this patience. */
export function patientDispatcher() {
  return new Agent().compose((dispatch) => (options, handler) => {
    const patience = patienceAt(options.path);
    return dispatch({ headersTimeout: patience, bodyTimeout: patience, ...options }, handler);
  });
}
