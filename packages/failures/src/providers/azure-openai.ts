import { providerExtractor } from "./provider-extractor.ts";

/** Azure OpenAI: OpenAI's answers with codes of its own. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const azureOpenAi = providerExtractor({
  id: "azure-openai",
  wordings: [
    ["access_blocked", /virtual network|public (?:network )?access is disabled|temporarily blocked/iu],
    ["budget_over_limit", /max_tokens[^.]{0,80}exceeds?[^.]{0,80}rate limit/iu],
  ],
  rules: [
    { id: "azure.request_over_limit", stage: "limit", when: { status: [429], signs: ["budget_over_limit"] }, then: { code: "perdure.provider_request_refused" }, fixture: "azure.token_budget" },
    { id: "azure.content", stage: "word", when: { codes: ["content_filter", "responsibleaipolicyviolation"] }, then: { code: "model.content_refused" }, fixture: "azure.content_filter" },
    { id: "azure.blocked", stage: "wording", when: { status: [403], signs: ["access_blocked"] }, then: { code: "perdure.provider_region_refused" }, fixture: "azure.network_denied" },
  ],
});
