import { CLASSIFIER } from "@perdure/failures/all";

/** What an answer was, as the SDK keeps it. */
interface Answer {
  readonly text: string;
  readonly response: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> | undefined };
}

/**
 * The error that came inside an answer of status 200, as something to throw; undefined where the answer is none. Some
 * clients take such an answer for an empty text.
 */
export function errorInAnswer({ text, response }: Answer): Error | undefined {
  if (text !== "" || typeof response.body !== "object") return undefined;
  const error = Object.assign(new Error("An error came as an answer"), {
    statusCode: 200,
    responseHeaders: response.headers,
    data: response.body,
  });
  const { rule } = CLASSIFIER.decide(error);
  // The last rule for a success says only that nothing is known of it: an empty text may be all that there is.
  return rule === undefined || rule.id === "success.unreadable" ? undefined : error;
}
