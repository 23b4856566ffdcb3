import { memoryContents } from "@perdure/engine";
import { createFakeLeaves } from "@perdure/engine/testing";
import { describe, expect, it } from "vitest";
import { createBackendHost } from "./backend-host.ts";

const host = createBackendHost(
  createFakeLeaves(() => ({})),
  memoryContents(),
  () => undefined,
);
const FAR_AWAY = 8_640_000_000_000_000;

describe("what a backend gets from this process", () => {
  it("is its clock and its chance", () => {
    expect(host.now()).toBeGreaterThan(1_700_000_000_000);
    expect(host.random()).toBeLessThan(1);
  });

  it("is a sleep that a time which has passed ends at once", async () => {
    await expect(host.sleepUntil(0, new AbortController().signal)).resolves.toBeUndefined();
  });

  it("is a sleep that a signal ends, before it and during it, however far its time is", async () => {
    await expect(host.sleepUntil(FAR_AWAY, AbortSignal.abort())).resolves.toBeUndefined();
    const controller = new AbortController();
    const asleep = host.sleepUntil(FAR_AWAY, controller.signal);
    controller.abort(new Error("enough"));
    await expect(asleep).resolves.toBeUndefined();
  });

  it("is a sleep that sets no timer for longer than Node can: such a one would end at once", async () => {
    const warned: string[] = [];
    const hear = ({ name }: Error): void => void warned.push(name);
    process.on("warning", hear);
    const controller = new AbortController();
    const asleep = host.sleepUntil(FAR_AWAY, controller.signal);
    await new Promise(setImmediate);
    controller.abort();
    await asleep;
    process.off("warning", hear);
    expect(warned).toEqual([]);
  });

  it("is a sleep that leaves nothing behind at the signal of a run that goes on", async () => {
    let listening = 0;
    const signal = {
      aborted: false,
      addEventListener: () => (listening += 1),
      removeEventListener: () => (listening -= 1),
    };
    await host.sleepUntil(0, signal);
    expect(listening).toBe(0);
  });
});
