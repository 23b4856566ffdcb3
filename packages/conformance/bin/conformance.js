#!/usr/bin/env node
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`perdure-conformance needs Node 22.18 or newer; this is Node ${process.versions.node}.`);
  process.exit(2);
}
// Only now: an older Node could not load it.
const { main } = await import("../dist/command/index.js");
const code = await main(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
// Whatever a backend left running must not hold the command open, and what was printed must be out before it ends.
process.stdout.write("", () => process.stderr.write("", () => process.exit(code)));
