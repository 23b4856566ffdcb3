import { describe, expect, it } from "vitest";
import { bindAbsence, bindResult, closeMemory, findAbsence, findStuff, mainStuff } from "./memory.ts";
import { nameLatest, openMemory, putAlias, putStuff } from "./memory.ts";
import type { AbsenceRecord, Stuff } from "./values.ts";
import { emptyMemory } from "./working-memory.ts";

const stuff = (code: string, name = ""): Stuff => ({ code, name, concept: "native.Text", value: { items: [] } });
const gone: AbsenceRecord = { variable_name: "", kind: "skipped", reason: "It was skipped." };
const empty = openMemory(emptyMemory);

describe("a working memory", () => {
  it("knows the latest result by main_stuff, under its name or under none", () => {
    const named = bindResult(empty, stuff("a"), "first");
    expect(closeMemory(named)).toEqual({
      root: { first: stuff("a", "first") },
      aliases: { main_stuff: "first" },
      absences: {},
    });
    const unnamed = bindResult(named, stuff("b"), undefined);
    expect(closeMemory(unnamed).aliases).toEqual({});
    expect(mainStuff(unnamed)?.code).toBe("b");
    const again = bindResult(unnamed, stuff("c"), "second");
    expect(Object.keys(closeMemory(again).root)).toEqual(["first", "second"]);
    expect(mainStuff(again)?.code).toBe("c");
  });

  it("follows an alias one hop, and nothing that every object has", () => {
    const named = closeMemory(bindResult(empty, stuff("a"), "first"));
    const memory = openMemory({ ...named, aliases: { other: "main_stuff", main_stuff: "first" } });
    expect(findStuff(memory, "main_stuff")?.code).toBe("a");
    expect(findStuff(memory, "other")).toBeUndefined();
    expect(findStuff(empty, "constructor")).toBeUndefined();
    expect(findAbsence(empty, "toString")).toBeUndefined();
  });

  it("gives a value another name, unless that is one of its own", () => {
    const memory = putStuff(putStuff(empty, stuff("a", "first")), stuff("b", "second"));
    expect(findStuff(putAlias(memory, "__proto__", "first"), "__proto__")?.code).toBe("a");
    expect(putAlias(memory, "second", "first")).toBe(memory);
    expect(putAlias(memory, "other", "nobody")).toBe(memory);
  });

  it("holds a name as a value or as absent, never both, and the latest result likewise", () => {
    const absent = bindAbsence(bindResult(empty, stuff("a"), "first"), gone, "first");
    expect(closeMemory(absent)).toEqual({
      root: {},
      aliases: { main_stuff: "first" },
      absences: { first: { ...gone, variable_name: "first" } },
    });
    expect(findAbsence(absent, "main_stuff")?.variable_name).toBe("first");
    const back = bindResult(absent, stuff("b"), "first");
    expect(closeMemory(back).absences).toEqual({});
    const unnamed = bindAbsence(back, gone, undefined);
    expect(mainStuff(unnamed)).toBeUndefined();
    expect(findAbsence(unnamed, "main_stuff")?.variable_name).toBe("main_stuff");
    const named = bindAbsence(unnamed, { ...gone, reason: "later" }, "second");
    expect(findAbsence(named, "main_stuff")?.reason).toBe("later");
    expect(closeMemory(putStuff(named, stuff("c", "second"))).absences).toEqual({});
  });

  it("names the latest result, present or absent, as its caller does", () => {
    const named = nameLatest(bindResult(empty, stuff("a"), "inner"), "outer");
    expect(Object.keys(closeMemory(named).root)).toEqual(["inner", "outer"]);
    expect(nameLatest(named, "outer")).toBe(named);
    expect(nameLatest(named, undefined)).toBe(named);
    const absent = nameLatest(bindAbsence(empty, gone, "inner"), "outer");
    expect(Object.keys(closeMemory(absent).absences)).toEqual(["inner", "outer"]);
    expect(nameLatest(empty, "outer")).toBe(empty);
  });
});
