import type { Deck, DeckTarget } from "./deck.ts";

const tier = (name: string, temperature?: number): DeckTarget =>
  temperature === undefined ? { tier: name } : { tier: name, settings: { temperature } };
const LOCAL: DeckTarget = { provider: "internal", model: "pdf-text" };

/**
 * The deck that a run uses when it is given no other: a meaning for every reference that published methods use, with a
 * model of each provider. Model ids are data: change them here and nowhere else.
 */
export const DEFAULT_DECK: Deck = Object.freeze<Deck>({
  tiers: {
    small: {
      anthropic: "claude-haiku-4-5",
      openai: "gpt-5-mini",
      google: "gemini-2.5-flash-lite",
      mistral: "mistral-small-latest",
    },
    general: {
      anthropic: "claude-sonnet-4-5",
      openai: "gpt-5.1",
      google: "gemini-2.5-flash",
      mistral: "mistral-medium-latest",
    },
    premium: {
      anthropic: "claude-opus-4-5",
      openai: "gpt-5.1",
      google: "gemini-2.5-pro",
      mistral: "mistral-large-latest",
    },
  },
  llm: {
    $default: tier("general"),
    "$writing-factual": tier("general", 0.1),
    "$writing-creative": tier("general", 0.9),
    $retrieval: tier("general", 0.1),
    "$engineering-structured": tier("general", 0.1),
    "$engineering-code": tier("premium", 0.1),
    "$engineering-codebase-analysis": tier("premium", 0.1),
    $vision: tier("general", 0.3),
    "$vision-cheap": tier("small", 0.3),
    "$vision-diagram": tier("general", 0.1),
    "$vision-table": tier("general", 0.1),
    "$img-gen-prompting": tier("general", 0.5),
    "$img-gen-prompting-cheap": tier("small", 0.5),
    "$deep-analysis": tier("premium", 0.1),
    "$quick-reasoning": tier("small", 0.1),
    "$testing-text": tier("small", 0.5),
    "$testing-structured": tier("small", 0.1),
    "$testing-vision": tier("small", 0.5),
    "$testing-vision-structured": tier("small", 0.1),
    "@default-general": tier("general"),
    "@default-small": tier("small"),
    "@default-large": tier("premium"),
    "@default-large-context-text": tier("general"),
    "@default-premium": tier("premium"),
    "@default-premium-structured": tier("premium"),
    "@default-premium-vision": tier("premium"),
    "@default-vision": tier("general"),
    // A published method must run with any one key: without the family's own, its tier's model of another.
    "@best-claude": { first: ["claude-opus-4-5", "@default-premium"] },
    "@best-gpt": { first: ["gpt-5.1", "@default-premium"] },
    "@best-gemini": { first: ["gemini-2.5-pro", "@default-premium"] },
    "@best-mistral": { first: ["mistral-large-latest", "@default-premium"] },
    "~premium": { use: "@default-premium" },
    "~summary-fallback": { first: ["$writing-factual", "@default-small"] },
    "claude-4.5-sonnet": { provider: "anthropic", model: "claude-sonnet-4-5" },
    "claude-4.5-opus": { provider: "anthropic", model: "claude-opus-4-5" },
    "claude-4.5-haiku": { provider: "anthropic", model: "claude-haiku-4-5" },
    "claude-4-sonnet": { provider: "anthropic", model: "claude-sonnet-4-0" },
    "claude-4-opus": { provider: "anthropic", model: "claude-opus-4-0" },
    "claude-4.1-opus": { provider: "anthropic", model: "claude-opus-4-1" },
    llm_for_creative_writing: { use: "$writing-creative" },
    llm_for_data_synthesis: { use: "$retrieval" },
    llm_for_complex_reasoning: { use: "$deep-analysis" },
    llm_for_structuring: { use: "$engineering-structured" },
    llm_for_testing_gen_text: { use: "$testing-text" },
    llm_for_testing_vision: { use: "$testing-vision" },
    llm_to_answer_hard_questions: { use: "$deep-analysis" },
    llm_to_extract_diagram: { use: "$vision-diagram" },
  },
  extract: {
    "@default-extract-document": LOCAL,
    "@default-extract-image": LOCAL,
    "@default-extract-web-page": LOCAL,
    "@default-premium-extract-document": LOCAL,
    "@default-text-from-pdf": LOCAL,
    "@azure-best-ocr": LOCAL,
    "$extract-testing": LOCAL,
    extract_text_from_pdf: LOCAL,
    "pypdfium2-extract-pdf": LOCAL,
    "pypdfium2-extract-text": LOCAL,
    "pdf-text": LOCAL,
  },
  defaults: {
    text: "$writing-factual",
    object: "$engineering-structured",
    extract: "@default-extract-document",
    temperature: 0.5,
  },
});
