import { describe, expect, it } from "vitest";
import { mainStuffJson } from "./main-stuff-json.ts";
import { memoryContents } from "../contents/memory-contents.ts";
import { bindAbsence, closeMemory, openMemory } from "./memory.ts";
import { bindResult, emptyMemory, putStuff } from "./working-memory.ts";
import { storeContent } from "../contents/stored-content.ts";
import { wireMemory } from "./wire-memory.ts";
import type { AbsenceRecord } from "./values.ts";

const contents = memoryContents();
const place = { contents, limits: { inline_max_bytes: 8, list_inline_max: 2 } };
const concepts = {
  "legal.Tag": { description: "A tag" },
  "legal.Narrow": { description: "A narrow tag", refines: "legal.Tag" },
};
const stuff = async (name: string, concept: string, content: Parameters<typeof storeContent>[0]) => ({
  code: `input/${name}`,
  name,
  concept,
  value: await storeContent(content, concept, place),
});
const gone: AbsenceRecord = { variable_name: "", kind: "skipped", reason: "It was skipped." };

describe("the written form of a memory", () => {
  it("has every value with its concept and its content, a list as its items", async () => {
    const named = putStuff(
      emptyMemory,
      await stuff("tags", "legal.Narrow", [{ text: "late fees" }, [{ text: "nda" }]]),
    );
    const memory = bindResult(named, await stuff("", "legal.Tag", { text: "what are the fees" }), "question");
    const wire = await wireMemory(memory, contents, concepts);
    expect(wire).toEqual({
      root: {
        tags: {
          stuff_code: "input/tags",
          stuff_name: "tags",
          concept: {
            code: "Narrow",
            domain_code: "legal",
            description: "A narrow tag",
            structure_class_name: "legal__Narrow",
            refines: "legal.Tag",
          },
          content: { items: [{ text: "late fees" }, { items: [{ text: "nda" }] }] },
        },
        question: expect.objectContaining({
          content: { text: "what are the fees" },
          concept: expect.objectContaining({ refines: "native.Text" }) as object,
        }) as object,
      },
      aliases: { main_stuff: "question" },
      absences: {},
    });
  });

  it("loads a list that is too long for a memory like any other", async () => {
    const memory = putStuff(
      emptyMemory,
      await stuff(
        "tags",
        "legal.Tag",
        [1, 2, 3].map((n) => ({ text: `${n}` })),
      ),
    );
    const { root } = await wireMemory(memory, contents, concepts);
    expect(root).toMatchObject({ tags: { content: { items: [{ text: "1" }, { text: "2" }, { text: "3" }] } } });
  });
});

describe("the main output", () => {
  it("is the latest result, or says why there is none", async () => {
    const memory = bindResult(emptyMemory, await stuff("", "legal.Tag", { text: "a" }), "tag");
    expect(await mainStuffJson(memory, contents)).toEqual({ text: "a" });
    const earlier = bindAbsence(openMemory(memory), gone, "tag");
    const absent = closeMemory(bindAbsence(earlier, { ...gone, reason: "The last one." }, "other"));
    const later = { ...absent, absences: { ...absent.absences, input: { ...gone, reason: "Not this one." } } };
    expect(await mainStuffJson(later, contents)).toEqual({ absent: true, reason: "The last one." });
    expect(await mainStuffJson(emptyMemory, contents)).toMatchObject({ absent: true });
  });
});
