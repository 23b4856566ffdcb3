// The first program of a team that embeds the library, with nothing but the packed packages: it is type-checked, then run.
import { createPerdure, type Perdure, type RunOutputs } from "perdure";
import inputs from "./method/inputs.json" with { type: "json" };

const perdure: Perdure = createPerdure({ emulated: true });
try {
  const outputs: RunOutputs = await perdure.run({
    method: "method/supplier_review.mthds",
    inputs,
    inputs_folder: "method",
  });
  if (outputs.main.kind !== "value") throw new Error(outputs.main.reason);
} finally {
  await perdure.close();
}
