#!/usr/bin/env node
// Builds every entry of the package in the current folder: the one place that knows the bundler. Entries are the package's exports,
// and files named `*.thread.ts` or `*.process.ts`, which a thread or a process is started from. A file named `*.bundle.ts` becomes one `.cjs` file with
// all that it imports, of other packages too, for what must start at once.
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "tsup";
import { bundleFile } from "./bundle-file.mjs";

const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
const entry = Object.fromEntries(
  Object.values(exports)
    .filter((target) => typeof target === "object")
    .map((target) => target.default.replace("./dist/", "").replace(/\.js$/, ""))
    .map((stem) => [stem, `src/${stem}.ts`]),
);
for (const file of globSync("src/**/*.{thread,process}.ts")) entry[basename(file, ".ts")] = file;
await build({
  entry,
  format: ["esm"],
  target: "es2023",
  platform: "neutral",
  dts: true,
  sourcemap: true,
  clean: true,
  silent: true,
  config: false,
});
for (const file of globSync("src/**/*.bundle.ts")) bundleFile(file, `dist/${basename(file, ".bundle.ts")}.cjs`);
