import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { createPerdure } from "./create-perdure.ts";
import { failureOf } from "./testing/failure-of.ts";
import { temporaryFolders } from "./testing/temporary-folder.ts";

const folder = temporaryFolders();
const ADDRESS = "github.com/example/labels";
const MANIFEST = (name: string, rest = ""): string =>
  `[package]\nname = "${name}"\naddress = "github.com/example/${name}"\nversion = "1.0.0"\ndescription = "d"\n${rest}`;
const SHOP = `domain = "shop"
main_pipe = "serve"

[concept.Order]
description = "An order"
refines = "labels->printing.Label"

[pipe.serve]
type = "PipeSequence"
description = "Serve"
inputs = { text = "Text" }
output = "labels->printing.Label"
steps = [{ pipe = "labels->printing.print", result = "label" }]
`;
const PRINTING = `domain = "printing"

[concept.Ink]
description = "Ink"

[concept.Ink.structure]
colour = "Its colour"

[concept.Label]
description = "A label"

[concept.Label.structure]
text = "What it says"
ink = { type = "concept", concept_ref = "Ink", description = "The ink", required = true }

[pipe.print]
type = "PipeSequence"
description = "Print a label"
inputs = { text = "Text" }
output = "Label"
steps = [{ pipe = "mix", result = "ink" }, { pipe = "fill", result = "label" }]

[pipe.mix]
type = "PipeCompose"
description = "Mix"
output = "Ink"
construct = { colour = "blue" }

[pipe.fill]
type = "PipeCompose"
description = "Fill"
inputs = { text = "Text", ink = "Ink" }
output = "Label"
construct = { text = { from = "text.text" }, ink = { from = "ink" } }
`;

function project(files: Readonly<Record<string, string>>): string {
  const place = folder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, path)), { recursive: true });
    writeFileSync(join(place, path), text);
  }
  return place;
}

const NEEDS = `[dependencies]\nlabels = { address = "${ADDRESS}", version = "^1.0.0" }\n`;
const EXPORTS = `[exports.printing]\npipes = ["print"]\n`;

describe("a method that builds on a package", () => {
  it("runs the package's pipes as its own, and gives its concepts", async () => {
    const place = project({
      "METHODS.toml": MANIFEST("shop", NEEDS),
      "shop.mthds": SHOP,
      ".mthds/methods/labels/METHODS.toml": MANIFEST("labels", EXPORTS),
      ".mthds/methods/labels/printing.mthds": PRINTING,
    });
    const perdure = createPerdure({ folder: place, environment: {} });
    try {
      const prepared = await perdure.prepare({ method: place, inputs: { text: "Hello" } });
      const { main } = await perdure.outputs(await perdure.execute(prepared));
      expect(main).toMatchObject({
        concept: `${ADDRESS}::printing.Label`,
        content: { text: "Hello", ink: { colour: "blue" } },
      });
    } finally {
      await perdure.close();
    }
  });

  it("is refused before it starts where the package is not there, with its place", async () => {
    const declared = project({ "METHODS.toml": MANIFEST("shop", NEEDS), "shop.mthds": SHOP });
    const mentioned = project({ "shop.mthds": SHOP.replaceAll("labels->", `${ADDRESS}->`) });
    for (const [place, code] of [
      [declared, "method.dependency_missing"],
      [mentioned, "method.dependency_missing"],
    ] as const) {
      const perdure = createPerdure({ folder: place, environment: { HOME: place } });
      const failure = await failureOf(() => perdure.prepare({ method: place, inputs: { text: "Hello" } }));
      await perdure.close();
      expect(failure.code).toBe(code);
      expect(failure.location?.line).toBeGreaterThan(0);
    }
  });
});
