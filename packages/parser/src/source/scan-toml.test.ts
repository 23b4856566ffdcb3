import { describe, expect, it } from "vitest";
import { limitsWith } from "../limits.ts";
import { scanToml } from "./scan-toml.ts";

const limits = limitsWith({ depth: 3, stringLength: 12, wordLength: 10, items: 20 });
const excessOf = (text: string) => {
  const { excess } = scanToml(text, limits);
  return excess === undefined ? undefined : [excess.code, text.slice(excess.span.start, excess.span.end)];
};

describe("scanToml", () => {
  it("counts brackets and dots where they nest, and none in strings and comments", () => {
    expect(excessOf("a = [[[1]]]\nb = [[[]]]\nx.y.z.w = 1\n[x.y.z.v]\nc = 1.5")).toBeUndefined();
    expect(excessOf("a = [[[[1]]]]")).toEqual(["toml.too_deep", "["]);
    expect(excessOf("a = [{b = [{}]}]")).toEqual(["toml.too_deep", "{"]);
    expect(excessOf("a.b.c.d.e = 1")).toEqual(["toml.too_deep", "."]);
    expect(excessOf(`a = "[[[[["\nb = '[[[[['\nc = """["[["""\n# [[[[[ "\nd = '''['[[\n'''`)).toBeUndefined();
    expect(excessOf(`# "\ra = [[[[1]]]]`)).toEqual(["toml.too_deep", "["]);
  });

  it("finds the ends of strings of every kind", () => {
    const strings = [`""`, `''`, `"\\""`, `"\\\\"`, `'\\'`, `"""a"b"""`, `"""a"""""`, `'''a'''''`, `"""\\""" """`];
    for (const written of strings) {
      const text = `a = ${written} # [[[[`;
      expect(scanToml(text, limits)).toEqual({ longestString: { start: 4, end: 4 + written.length } });
    }
    expect(excessOf(`a = "0123456789"`)).toBeUndefined();
    expect(excessOf(`a = "0123456789x"`)).toEqual(["toml.string_too_long", `"0123456789x"`]);
    expect(excessOf(`a = """`)).toBeUndefined();
    expect(excessOf(`a = "not closed\nb = [[[[`)).toEqual(["toml.too_deep", "["]);
  });

  it("finds long words and many parts", () => {
    expect(excessOf("a-b_c45678 = 1234567890")).toBeUndefined();
    expect(excessOf("a-b_c456789 = 1")).toEqual(["toml.word_too_long", "a-b_c456789"]);
    expect(excessOf(`a = [${"1, ".repeat(18)}]`)).toBeUndefined();
    expect(excessOf(`a = [${"1, ".repeat(19)}]`)).toEqual(["toml.too_many_items", ","]);
  });
});
