// A folder in which the samples of the docs mean something: the methods and documents that they name, and a provider with an
// OpenAI-compatible address, which is the emulated one.
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readEmulatorState } from "@perdure/emulator";
import { createProject } from "../acceptance/project.mjs";
import { blocksOf } from "./markdown.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const FILLED_IN = { question: "What is due?", document: "invoice.pdf" };

/** `run(args)` runs one sample; `<run-id>` in it is the newest durable run. `withServer` as in `createProject`. */
export async function createSampleProject({ withServer = false } = {}) {
  const project = await createProject({ withServer });
  const { folder } = project;
  rmSync(join(folder, "inputs.json"));
  mkdirSync(join(folder, "examples"));
  cpSync(join(root, "examples/supplier-review"), join(folder, "examples/supplier-review"), { recursive: true });
  const [method] = blocksOf(readFileSync(join(root, "README.md"), "utf8")).filter(
    ({ language }) => language === "toml",
  );
  writeFileSync(join(folder, "invoice.mthds"), method.text);
  copyFileSync(fileURLToPath(new URL("./__fixtures__/their.mthds", import.meta.url)), join(folder, "their.mthds"));
  for (const name of ["march.pdf", "invoice.pdf"]) {
    copyFileSync(join(root, "examples/supplier-review/documents/invoice-2026-0412.pdf"), join(folder, name));
  }
  const { url } = readEmulatorState(project.state);
  const provider = { PERDURE_OPENAI_COMPATIBLE_BASE_URL: `${url}/v1`, PERDURE_OPENAI_COMPATIBLE_MODEL: "emulated" };

  const run = async (args) => {
    const id = args.includes("<run-id>") ? await newestDurableRun(project) : "";
    const ended = await project.run(
      args.map((word) => (word === "<run-id>" ? id : word)),
      provider,
    );
    if (args[0] === "inputs") fillIn(join(folder, "inputs.json"));
    return ended;
  };
  return { folder, run, close: project.close };
}

async function newestDurableRun(project) {
  const { stdout } = await project.run(["runs", "--json"]);
  return JSON.parse(stdout).find(({ backend }) => backend !== "direct").run_id;
}

/** What the reader does between two samples. Throws when the template asks for something else. */
function fillIn(file) {
  const asked = Object.keys(JSON.parse(readFileSync(file, "utf8"))).toSorted();
  if (asked.join() !== Object.keys(FILLED_IN).toSorted().join())
    throw new Error(`The template asks for ${asked.join()}`);
  writeFileSync(file, JSON.stringify(FILLED_IN));
}
