import type { Pipe, PipeRef } from "@perdure/crate";
import type { Contract, DeclaredPipe, Library } from "../library/library.ts";
import { UNKNOWN_CONCEPT } from "../library/resolve-concept.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Span } from "../source/source-text.ts";
import type { TomlTable } from "../source/toml-tree.ts";
import type { Wiring } from "../wiring/wiring.ts";

/** What the reader of one pipe works with. */
export interface PipeContext {
  readonly library: Library;
  readonly declared: DeclaredPipe;
  readonly reporter: Reporter;
  readonly table: TomlTable;
  readonly contract: Contract;
  /** The names of the pipe's inputs. */
  readonly inputs: ReadonlySet<string>;
  readonly wiring: Wiring;
  /** The members that every pipe of the crate has. */
  readonly base: Pick<Pipe, "code" | "domain" | "description" | "inputs" | "output" | "place">;
}

/** Prepares a pipe whose contract has been read. */
export function createPipeContext(wiring: Wiring, declared: DeclaredPipe, contract: Contract): PipeContext {
  const { bundle, table, entry } = declared;
  const description = table.entries.get("description")?.value;
  const { line, column } = bundle.reporter.source.position(entry.keySpan.start);
  return {
    library: wiring.library,
    wiring,
    declared,
    reporter: bundle.reporter,
    table,
    contract,
    inputs: new Set(Object.keys(contract.inputs)),
    base: {
      code: declared.code,
      domain: bundle.namespace,
      description: description?.kind === "string" ? description.value : "",
      inputs: contract.inputs,
      output: contract.output,
      place: { file: bundle.file, line, column },
    },
  };
}

/** What another pipe promises; undefined when it is outside the given files, not found, or could not be read. */
export function contractOf(library: Library, ref: PipeRef | undefined): Contract | undefined {
  return ref === undefined ? undefined : library.pipes.get(ref)?.contract;
}

/** Whether the output is what the author wrote, and not what stands for one that could not be read. */
export function isOutputKnown({ contract, table }: Pick<PipeContext, "contract" | "table">): boolean {
  if (contract.output.concept !== UNKNOWN_CONCEPT) return true;
  const written = table.entries.get("output")?.value;
  return written?.kind === "string" && /^(?:native\.)?Anything\b/u.test(written.value.trim());
}

/** Where an input is declared. */
export function spanOfInput(context: PipeContext, name: string): Span {
  const inputs = context.table.entries.get("inputs");
  if (inputs?.value.kind !== "table") return context.declared.entry.keySpan;
  return inputs.value.entries.get(name)?.keySpan ?? inputs.keySpan;
}

/** Where a key of the pipe stands; the pipe's own name when the key is not there. */
export function spanOfKey(context: PipeContext, key: string): Span {
  const entry = context.table.entries.get(key);
  if (entry === undefined) return context.declared.entry.keySpan;
  return entry.value.kind === "table" || entry.value.kind === "array" ? entry.keySpan : entry.value.span;
}
