import type { JsonObject } from "@perdure/crate";
import type { ProviderName } from "./providers.ts";

/**
 * What a reference means. `tier`: that tier's model of the first provider with a key. `model`: one provider's model and no
 * other. `use`: another reference. `first`: the first of several references that can be served. Settings of the outer
 * reference win.
 */
export type DeckTarget = (
  | { readonly tier: string }
  | { readonly provider: ProviderName | "internal"; readonly model: string }
  | { readonly use: string }
  | { readonly first: readonly string[] }
) & { readonly settings?: JsonObject };

/** References by the name that authors write: `$preset`, `@alias`, `~waterfall`, or a bare handle that needs a translation. */
export type DeckReferences = Readonly<Record<string, DeckTarget>>;

/** What model references mean in a deployment. Plain data. */
export interface Deck {
  /** For each tier the model id of each provider; `openai-compatible` takes its model from the environment. */
  readonly tiers: Readonly<Record<string, Readonly<Partial<Record<ProviderName, string>>>>>;
  readonly llm: DeckReferences;
  readonly extract: DeckReferences;
  /** The references of pipes that name no model, and the temperature of references that set none. */
  readonly defaults: {
    readonly text: string;
    readonly object: string;
    readonly extract: string;
    readonly temperature: number;
  };
}
