#!/usr/bin/env node
// Builds every entry of the package in the current folder: the one place that knows the bundler.
import { readFileSync } from "node:fs";
import { build } from "tsup";

const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
const entry = Object.fromEntries(
  Object.values(exports)
    .filter((target) => typeof target === "object")
    .map((target) => target.default.replace("./dist/", "").replace(/\.js$/, ""))
    .map((stem) => [stem, `src/${stem}.ts`]),
);
await build({
  entry,
  format: ["esm"],
  target: "node22",
  platform: "neutral",
  dts: true,
  sourcemap: true,
  clean: true,
  silent: true,
  config: false,
});
