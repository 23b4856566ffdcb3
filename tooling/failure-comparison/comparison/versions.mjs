import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** The libraries whose decisions are measured, and the vendors' SDKs that LangChain is measured on. */
const MEASURED = [
  "ai",
  "@langchain/core",
  "@temporalio/common",
  "openai",
  "@anthropic-ai/sdk",
  "@google/genai",
  "@mistralai/mistralai",
  "@aws-sdk/client-bedrock-runtime",
];

/** Their names and installed versions. */
export const measuredVersions = () => MEASURED.map((name) => ({ name, version: versionOf(name) }));

// Not every package exports its package.json.
function versionOf(name) {
  for (const folder of require.resolve.paths(name)) {
    try {
      return require(`${folder}/${name}/package.json`).version;
    } catch (error) {
      if (error.code !== "MODULE_NOT_FOUND") throw error;
    }
  }
  throw new Error(`${name} is not installed`);
}
