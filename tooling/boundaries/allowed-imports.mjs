/**
 * What each package may import from the workspace at run time. `everywhere` packages also run where Node's built-ins do
 * not exist, the Temporal workflow isolate and browsers included.
 */
export const PACKAGES = {
  failures: { imports: [], everywhere: true },
  crate: { imports: [], everywhere: true },
  templates: { imports: [], everywhere: true },
  parser: { imports: ["crate", "templates"], everywhere: true },
  engine: { imports: ["failures", "crate", "templates"], everywhere: true },
  store: { imports: ["engine", "failures", "crate"] },
  operators: { imports: ["engine", "failures", "crate", "templates"] },
  direct: { imports: ["engine", "failures", "crate", "operators"] },
  journal: { imports: ["direct", "engine", "failures", "crate"] },
  "mistral-workflows": { imports: ["direct", "engine", "failures", "crate"] },
  temporal: { imports: ["engine", "failures", "crate", "templates", "operators", "store"] },
  emulator: { imports: ["failures"] },
  // A case is a method as a user writes it, so the kit reads text.
  conformance: { imports: ["engine", "failures", "crate", "parser"] },
  cli: { imports: ["engine", "parser", "failures", "crate", "emulator"] },
  perdure: {
    imports: ["parser", "failures", "engine", "direct", "journal", "store", "operators", "crate", "cli", "emulator"],
  },
};

/** Folders inside a package that see less than the package does. */
export const NARROWER = {
  "temporal/src/workflows": { imports: ["engine", "failures", "crate", "templates"], everywhere: true },
  "mistral-workflows/src/workflows": { imports: ["engine", "failures", "crate"], everywhere: true },
  "mistral-workflows/src/host": { imports: ["engine", "failures", "crate"], everywhere: true },
  "temporal/src/client": { imports: ["engine", "failures", "crate"] },
};
