import { expect, it } from "vitest";
import { askTheMachine, compileText, copyByHand, copyWithTheHost } from "./copies.ts";
import { readTheClock, rollTheDice, startATimer } from "./copies.ts";

it("needs nothing", () => expect(copyByHand({ a: 1 })).toEqual({ a: 1 }));
it("needs structuredClone", () => expect(copyWithTheHost({ a: 1 })).toEqual({ a: 1 }));
it("needs a clock", () => expect(readTheClock()).toBeGreaterThan(0));
it("needs chance", () => expect(rollTheDice()).toBeLessThan(1));
it("needs a timer", () => expect(startATimer()).toBeDefined());
it("needs a process", () => expect(askTheMachine()).toBeDefined());
it("needs a compiler", () => expect(compileText()).toBe(1));
