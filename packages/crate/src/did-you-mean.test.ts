import { describe, expect, it } from "vitest";
import { didYouMean } from "./did-you-mean.ts";

describe("didYouMean", () => {
  it("finds another case, a slip and a swap, and nothing that is far", () => {
    expect(didYouMean("pipellm", ["PipeLLM", "PipeFunc"])).toBe("PipeLLM");
    expect(didYouMean("my_thing", ["MyThing"])).toBe("MyThing");
    expect(didYouMean("ordre", ["order", "odor"])).toBe("order");
    expect(didYouMean("desciption", ["description"])).toBe("description");
    expect(didYouMean("tone", ["order"])).toBeUndefined();
    expect(didYouMean("order", ["order"])).toBeUndefined();
  });
});
