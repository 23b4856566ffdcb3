import { isAddress } from "../packages/address.ts";
import { isConceptCode, isDomain, isSnakeName } from "./names.ts";

/** A written reference taken apart: `package->domain.code`. */
export interface Reference {
  readonly package?: string;
  readonly domain?: string;
  readonly code: string;
}

/** Takes a reference apart: the package at the first `->`, then the code after the last dot. Undefined when a part is malformed. */
export function parseReference(text: string, kind: "concept" | "pipe"): Reference | undefined {
  const arrow = text.indexOf("->");
  const named = arrow === -1 ? undefined : text.slice(0, arrow);
  if (named !== undefined && !isSnakeName(named) && !isAddress(named)) return undefined;
  const local = arrow === -1 ? text : text.slice(arrow + 2);
  const dot = local.lastIndexOf(".");
  if (dot === -1 && named === undefined) return isCode(local, kind) ? { code: local } : undefined;
  const domain = dot === -1 ? undefined : local.slice(0, dot);
  const code = local.slice(dot + 1);
  if (domain !== undefined && !isDomain(domain)) return undefined;
  if (!isCode(code, kind)) return undefined;
  // Nothing says which domain of another package a bare code would mean.
  if (named !== undefined && domain === undefined) return undefined;
  return {
    ...(named === undefined ? {} : { package: named }),
    ...(domain === undefined ? {} : { domain }),
    code,
  };
}

const isCode = (code: string, kind: "concept" | "pipe"): boolean =>
  kind === "concept" ? isConceptCode(code) : isSnakeName(code);
