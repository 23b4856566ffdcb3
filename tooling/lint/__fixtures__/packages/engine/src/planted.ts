import { readFileSync } from "node:fs";

async function later(): Promise<void> {}

export function planted(kind: "a" | "b"): unknown {
  later();
  switch (kind) {
    case "a":
      return [structuredClone, process.env, readFileSync];
  }
  throw "a string";
}
