import { describe, expect, it } from "vitest";
import {
  bindAbsence,
  bindResult,
  emptyMemory,
  findAbsence,
  findStuff,
  mainStuff,
  nameLatest,
  putStuff,
} from "./memory.ts";
import { deepFreeze } from "./test-support/run-job.ts";
import type { AbsenceRecord, Stuff } from "./values.ts";

const stuff = (code: string, name = ""): Stuff => ({ code, name, concept: "native.Text", value: { items: [] } });
const gone: AbsenceRecord = { variable_name: "", kind: "skipped", reason: "It was skipped." };

describe("a working memory", () => {
  it("knows the latest result by main_stuff, under its name or under none", () => {
    const named = bindResult(emptyMemory, stuff("a"), "first");
    expect(named).toMatchObject({ aliases: { main_stuff: "first" }, root: { first: { name: "first", code: "a" } } });
    const unnamed = bindResult(named, stuff("b"), undefined);
    expect(unnamed.aliases).toEqual({});
    expect(mainStuff(unnamed)?.code).toBe("b");
    const again = bindResult(unnamed, stuff("c"), "second");
    expect(Object.keys(again.root)).toEqual(["first", "second"]);
    expect(mainStuff(again)?.code).toBe("c");
  });

  it("follows an alias one hop, and nothing that every object has", () => {
    const memory = {
      ...bindResult(emptyMemory, stuff("a"), "first"),
      aliases: { other: "main_stuff", main_stuff: "first" },
    };
    expect(findStuff(memory, "main_stuff")?.code).toBe("a");
    expect(findStuff(memory, "other")).toBeUndefined();
    expect(findStuff(emptyMemory, "constructor")).toBeUndefined();
    expect(findAbsence(emptyMemory, "toString")).toBeUndefined();
  });

  it("holds a name as a value or as absent, never both, and the latest result likewise", () => {
    const absent = bindAbsence(bindResult(emptyMemory, stuff("a"), "first"), gone, "first");
    expect(absent).toEqual({
      root: {},
      aliases: { main_stuff: "first" },
      absences: { first: { ...gone, variable_name: "first" } },
    });
    expect(findAbsence(absent, "main_stuff")?.variable_name).toBe("first");
    const back = bindResult(absent, stuff("b"), "first");
    expect(back.absences).toEqual({});
    const unnamed = bindAbsence(back, gone, undefined);
    expect(mainStuff(unnamed)).toBeUndefined();
    expect(findAbsence(unnamed, "main_stuff")?.variable_name).toBe("main_stuff");
    const named = bindAbsence(unnamed, { ...gone, reason: "later" }, "second");
    expect(findAbsence(named, "main_stuff")?.reason).toBe("later");
    expect(putStuff(named, stuff("c", "second")).absences).toEqual({});
  });

  it("names the latest result, present or absent, as its caller does", () => {
    const named = nameLatest(bindResult(emptyMemory, stuff("a"), "inner"), "outer");
    expect(Object.keys(named.root)).toEqual(["inner", "outer"]);
    expect(nameLatest(named, "outer")).toBe(named);
    expect(nameLatest(named, undefined)).toBe(named);
    const absent = nameLatest(bindAbsence(emptyMemory, gone, "inner"), "outer");
    expect(Object.keys(absent.absences)).toEqual(["inner", "outer"]);
    expect(nameLatest(emptyMemory, "outer")).toBe(emptyMemory);
  });

  it("is never changed, only replaced", () => {
    const memory = deepFreeze(bindAbsence(bindResult(emptyMemory, stuff("a"), "first"), gone, "second"));
    expect(bindResult(memory, stuff("b"), "second")).not.toBe(memory);
    expect(bindAbsence(memory, gone, "first")).not.toBe(memory);
    expect(putStuff(memory, stuff("c", "third"))).not.toBe(memory);
    expect(nameLatest(memory, "other")).not.toBe(memory);
  });
});
