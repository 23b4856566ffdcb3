import { createHash, randomInt } from "node:crypto";

/** The seed of these tests: `PERDURE_ACCEPTANCE_SEED` where a failure is to be seen again, else another one each time. */
export const SEED = process.env.PERDURE_ACCEPTANCE_SEED ?? String(randomInt(2 ** 32));

/** A number in [0, 1) that depends on the seed and the label alone. */
export const seededFraction = (label) =>
  createHash("sha256").update(`${SEED}\n${label}`).digest().readUInt32BE(0) / 2 ** 32;
