// The values that the GenAI conventions list where a deployment's usual name for the provider is another.
const WELL_KNOWN: ReadonlyMap<string, string> = new Map([
  ["amazon-bedrock", "aws.bedrock"],
  ["azure", "azure.ai.openai"],
  ["azure-openai", "azure.ai.openai"],
  ["bedrock", "aws.bedrock"],
  ["gemini", "gcp.gemini"],
  ["google", "gcp.gemini"],
  ["google-vertex", "gcp.vertex_ai"],
  ["mistral", "mistral_ai"],
  ["vertex", "gcp.vertex_ai"],
  ["xai", "x_ai"],
]);

/** A provider's name as `gen_ai.provider.name` spells it; a name that the conventions do not list stays as it is. */
export function providerName(provider: string): string {
  return WELL_KNOWN.get(provider.toLowerCase()) ?? provider;
}
