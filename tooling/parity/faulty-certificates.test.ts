import { startEmulator } from "@perdure/emulator";
import { FAILURE_FIXTURES, type FailureFixture } from "@perdure/failures/testing";
import { expect, it } from "vitest";
import { createFaultyCertificates } from "./faulty-certificates.ts";

it("each are refused for the one fault that they are named after", async () => {
  const certificates = await createFaultyCertificates();
  const emulator = await startEmulator({ certificates });
  const [fixture] = FAILURE_FIXTURES;
  const refusals: [string, unknown][] = [];
  for (const word of Object.keys(certificates)) {
    const { status: _, body: __, ...rest } = fixture as FailureFixture;
    const address = await emulator.addressOf({ ...rest, phase: "not_sent", network_code: word });
    const thrown: unknown = await fetch(address ?? "").catch((error: unknown) => error);
    refusals.push([word, ((thrown as Error).cause as NodeJS.ErrnoException).code]);
  }
  await emulator.close();
  expect(refusals).toEqual(Object.keys(certificates).map((word) => [word, word]));
  expect(refusals).not.toEqual([]);
});
