import { asList, readMember, readString } from "../read-value.ts";
import type { AnswerBody } from "./answer-body.ts";
import { providerExtractor } from "./provider-extractor.ts";

/** OpenAI-compatible gateways and servers: OpenRouter, Together, Portkey and those on this machine. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const gateways = providerExtractor({
  id: "gateways",
  signs: metadataSigns,
  rules: [
    { id: "budget.in_flight", stage: "limit", when: { signs: ["budget_in_flight"], has_retry_after: true }, then: { code: "provider.rate_limited" }, fixture: "openrouter.budget_in_flight" },
    { id: "content.moderated", stage: "word", when: { status: [403], signs: ["moderated"] }, then: { code: "model.content_refused" }, fixture: "openrouter.moderated" },
    { id: "gateway.model", stage: "word", when: { codes: ["model_not_allowed_error", "model_not_available"] }, then: { code: "model.unavailable" }, fixture: "portkey.model_not_allowed" },
  ],
});

function metadataSigns({ error }: AnswerBody): readonly string[] {
  const metadata = readMember(error, "metadata");
  const isBudget = readString(metadata, "limit_source") === "openrouter_in_flight_budget";
  const isModerated = asList(readMember(metadata, "reasons")).length > 0;
  return [...(isBudget ? ["budget_in_flight"] : []), ...(isModerated ? ["moderated"] : [])];
}
