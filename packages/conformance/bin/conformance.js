#!/usr/bin/env node
// Whatever a backend left running must not hold the command open, and what was printed must be out before it ends.
import { main } from "../dist/command/index.js";

const code = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
