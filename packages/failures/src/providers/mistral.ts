import { providerExtractor } from "./provider-extractor.ts";

/** Mistral. Much of what it answers has OpenAI's words, or none. */
// One line per rule: these are rows of a table.
// prettier-ignore
export const mistral = providerExtractor({
  id: "mistral",
  wordings: [["model_refused", /\bmodel\b[^.]{0,80}\bnot (?:available|allowed|enabled)\b/iu]],
  rules: [
    { id: "mistral.model", stage: "word", when: { codes: ["unknown_model", "invalid_model"] }, then: { code: "model.unavailable" }, fixture: "mistral.model_unknown" },
  ],
});
