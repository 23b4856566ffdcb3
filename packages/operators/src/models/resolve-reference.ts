import { didYouMean, type JsonObject, type ModelReference } from "@perdure/crate";
import type { ResolvedModel } from "@perdure/engine";
import type { Deck, DeckReferences, DeckTarget } from "./deck.ts";
import type { Environment } from "./environment.ts";
import {
  COMPATIBLE_MODEL,
  isAvailable,
  ownerOfHandle,
  PROVIDERS,
  providerOrder,
  variablesOf,
  type ProviderName,
} from "./providers.ts";

/** What resolution depends on: the same deck, environment and switch give the same models. */
export interface ResolutionContext {
  readonly deck: Deck;
  readonly environment: Environment;
  /** Model calls go to the emulated provider; the model id that would have been called is kept. */
  readonly emulated: boolean;
}
/** Why a reference cannot be served. */
export interface ReferenceProblem {
  readonly code: "model.unknown" | "model.unavailable" | "perdure.credential_missing";
  readonly message: string;
  readonly suggestion?: string;
  /** The environment variables of which one would help. */
  readonly variables?: readonly string[];
}
export type ReferenceResolution =
  | { readonly ok: true; readonly model: ResolvedModel; readonly why: string }
  | { readonly ok: false; readonly problem: ReferenceProblem };

/** Which part of the deck a pipe's model is looked up in. */
export type ModelFamily = "llm" | "extract";
type Target =
  | {
      readonly ok: true;
      readonly provider: string;
      readonly model: string;
      readonly settings: JsonObject;
      readonly chain: readonly string[];
    }
  | { readonly ok: false; readonly problem: ReferenceProblem };
const MOST_HOPS = 8;
// Known services: a method that names one is not mistyped, it asks for what this version does not call.
const REMOTE_EXTRACTORS = /^(mistral-(ocr|document)|azure-|docling-|linkup-|deepseek-ocr)/;

/** The provider and model that a reference means, with its settings: those of an inline table win over a preset's. */
export function resolveReference(
  reference: ModelReference,
  family: ModelFamily,
  context: ResolutionContext,
): ReferenceResolution {
  const written = typeof reference === "string" ? { model: reference } : reference;
  const { model: name, description: _description, ...inline } = written as { model: string } & JsonObject;
  const handle = longForm(name);
  const target = follow(handle, family, context, []);
  if (!target.ok) return target;
  const defaults = family === "llm" ? { temperature: context.deck.defaults.temperature } : {};
  const model: ResolvedModel = {
    provider: context.emulated && family === "llm" ? "emulated" : target.provider,
    model: target.model,
    handle: name,
    settings: { ...defaults, ...target.settings, ...inline },
  };
  const emulation = context.emulated && family === "llm" ? ", emulated" : "";
  return { ok: true, model, why: [...target.chain, `${target.provider} ${target.model}`].join(" → ") + emulation };
}

function follow(name: string, family: ModelFamily, context: ResolutionContext, chain: readonly string[]): Target {
  if (chain.includes(name) || chain.length >= MOST_HOPS) {
    return refuse("model.unknown", `Model reference ${chain[0]} leads in a circle: ${[...chain, name].join(" → ")}`);
  }
  const references: DeckReferences = context.deck[family];
  const target = Object.hasOwn(references, name) ? references[name] : undefined;
  const onward = [...chain, name];
  if (target === undefined) return handleTarget(name, family, context, onward);
  const settled = settle(target, name, family, context, onward);
  return settled.ok ? { ...settled, settings: { ...settled.settings, ...target.settings } } : settled;
}

function settle(
  target: DeckTarget,
  name: string,
  family: ModelFamily,
  context: ResolutionContext,
  chain: readonly string[],
): Target {
  if ("use" in target) return follow(target.use, family, context, chain);
  if ("tier" in target) return tierTarget(target.tier, name, context, chain);
  if ("first" in target) {
    const tried = target.first.map((member) => follow(member, family, context, chain));
    return tried.find(({ ok }) => ok) ?? tried.at(-1) ?? refuse("model.unknown", `${name} names no model`);
  }
  return served(target.provider, target.model, name, context, chain);
}

function tierTarget(tier: string, name: string, context: ResolutionContext, chain: readonly string[]): Target {
  const models = context.deck.tiers[tier] ?? {};
  const offered = providerOrder(context.environment).flatMap((provider) => {
    const model = provider === "openai-compatible" ? context.environment[COMPATIBLE_MODEL] : models[provider];
    return model === undefined || model === "" ? [] : [{ provider, model }];
  });
  const chosen = context.emulated ? offered[0] : offered.find((one) => isAvailable(one.provider, context.environment));
  if (chosen !== undefined) return { ok: true, ...chosen, settings: {}, chain };
  return noCredential(`${name} needs a model provider and no key is set`, PROVIDERS);
}

function handleTarget(name: string, family: ModelFamily, context: ResolutionContext, chain: readonly string[]): Target {
  const owner = /^[$@~]/.test(name) ? undefined : ownerOfHandle(name, context.environment);
  if (owner !== undefined && family === "llm") return served(owner, name, name, context, chain);
  if (owner !== undefined || (family === "extract" && REMOTE_EXTRACTORS.test(name))) {
    return refuse("model.unavailable", `This version extracts documents on this machine and cannot use ${name} for it`);
  }
  const suggestion = didYouMean(name, Object.keys(context.deck[family]));
  const problem = { code: "model.unknown" as const, message: `No model is known as ${name}` };
  return { ok: false, problem: suggestion === undefined ? problem : { ...problem, suggestion } };
}

function served(
  provider: ProviderName | "internal",
  model: string,
  name: string,
  { emulated, environment }: ResolutionContext,
  chain: readonly string[],
): Target {
  if (provider === "internal" || emulated || isAvailable(provider, environment)) {
    return { ok: true, provider, model, settings: {}, chain };
  }
  return noCredential(`${name} belongs to ${provider}, whose key is not set`, [provider]);
}

function noCredential(message: string, providers: readonly ProviderName[]): Target {
  const variables = providers.flatMap(variablesOf);
  return { ok: false, problem: { code: "perdure.credential_missing", message, variables } };
}

const refuse = (code: ReferenceProblem["code"], message: string): Target => ({ ok: false, problem: { code, message } });

/** `preset:name` and `alias:name` are the long forms of `$name` and `@name`. */
function longForm(name: string): string {
  if (name.startsWith("preset:")) return `$${name.slice("preset:".length)}`;
  return name.startsWith("alias:") ? `@${name.slice("alias:".length)}` : name;
}
