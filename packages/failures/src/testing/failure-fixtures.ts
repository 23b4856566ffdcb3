import ANSWERS from "../../fixtures/answers.json" with { type: "json" };
import ANTHROPIC from "../../fixtures/anthropic.json" with { type: "json" };
import AZURE_OPENAI from "../../fixtures/azure-openai.json" with { type: "json" };
import BEDROCK from "../../fixtures/bedrock.json" with { type: "json" };
import GATEWAYS from "../../fixtures/gateways.json" with { type: "json" };
import GOOGLE from "../../fixtures/google.json" with { type: "json" };
import LADDER from "../../fixtures/ladder.json" with { type: "json" };
import MISTRAL from "../../fixtures/mistral.json" with { type: "json" };
import NETWORK from "../../fixtures/network.json" with { type: "json" };
import OPENAI from "../../fixtures/openai.json" with { type: "json" };
import THROWN from "../../fixtures/thrown.json" with { type: "json" };
import { frozenCopy } from "../frozen-json.ts";
import type { FailureFixture } from "./failure-fixture.ts";

/** Every failure that the classification is held to: the rows of the `fixtures` folder. */
export const FAILURE_FIXTURES: readonly FailureFixture[] = frozenCopy([
  ...OPENAI,
  ...AZURE_OPENAI,
  ...ANTHROPIC,
  ...GOOGLE,
  ...MISTRAL,
  ...BEDROCK,
  ...GATEWAYS,
  ...ANSWERS,
  ...NETWORK,
  ...LADDER,
  ...THROWN,
] as unknown as readonly FailureFixture[]);
