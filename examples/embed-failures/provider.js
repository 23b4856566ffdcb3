import OpenAI from "openai";

/**
 * Asks the emulated provider at `address` for a completion; with `fixture`, where every call meets that failure. `options` are the
 * SDK's own.
 */
export async function ask(address, { fixture, ...options } = {}) {
  const { href } = new URL(fixture === undefined ? "/v1" : `/fixtures/${fixture}/v1`, address);
  const client = new OpenAI({ apiKey: "none", baseURL: href, ...options });
  return client.chat.completions.create({ model: "gpt-5", messages: [{ role: "user", content: "Say hello." }] });
}

/** Whether the emulated provider is at this address: nobody else knows what a fixture is. */
export async function isEmulated(address) {
  try {
    await ask(address, { fixture: "none", maxRetries: 0 });
    return false;
  } catch (error) {
    return error.code === "unknown_fixture";
  }
}
