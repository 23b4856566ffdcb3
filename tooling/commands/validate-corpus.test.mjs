import { expect, it } from "vitest";
import { validBundles } from "./validate-corpus.mjs";

it("takes the bundles that are expected to be valid, by the header's columns", () => {
  const index =
    "path\tkind\texpected\na.mthds\tbundle\tvalid\nb.mthds\tbundle\tinvalid\nc.json\tinputs\tvalid\nd.mthds\tbundle\t\n";
  expect(validBundles(index)).toEqual(["a.mthds"]);
});
