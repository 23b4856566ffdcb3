import { readFileSync } from "node:fs";
import { formatWithOptions } from "node:util";

/** What an example printed, and what its comments behind and below `console.log` say that it prints. */
export interface ReadmeRun {
  readonly printed: string;
  readonly promised: string;
}

/** What an example finds around it. */
export interface ReadmeScope {
  /** The modules that it may import, by the name that it imports them by. */
  readonly modules: Readonly<Record<string, object>>;
  /** The names that it leaves to its reader. */
  readonly values?: Readonly<Record<string, unknown>>;
}

const EXAMPLE = /```(?:ts|js)\n(?<code>[\s\S]*?)\n```/u;
const IMPORT = /^import (?<names>\{[^}]*\}) from "(?<module>[^"]+)";$/gmu;
const PROMISE = /console\.log\(.*\);(?: \/\/ (?<behind>.*))?(?<below>(?:\n\/\/ .*)*)/gu;
const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>;

/**
 * Runs the first example of a README, which is JavaScript but for its imports. Rejects where there is none, where it imports what
 * `modules` does not have, and with whatever it throws.
 */
export async function runReadmeExample(readme: URL, { modules, values = {} }: ReadmeScope): Promise<ReadmeRun> {
  const example = EXAMPLE.exec(readFileSync(readme, "utf8"))?.groups?.["code"];
  if (example === undefined) throw new Error("The README has no example");
  const code = example.replaceAll(IMPORT, (_, names: string, module: string) => {
    if (modules[module] === undefined)
      throw new Error(`The example imports ${module}, which the test does not hand in`);
    return `const ${names.replaceAll(" as ", ": ")} = modules[${JSON.stringify(module)}];`;
  });
  const printed: string[] = [];
  const print = (...words: unknown[]): void => void printed.push(formatWithOptions({ colors: false }, ...words));
  const run = new AsyncFunction("modules", "console", ...Object.keys(values), code);
  await run(modules, { log: print, error: print }, ...Object.values(values));
  return { printed: printed.join("\n"), promised: promisedBy(example) };
}

function promisedBy(example: string): string {
  return [...example.matchAll(PROMISE)]
    .flatMap(({ groups }) => [groups?.["behind"], ...(groups?.["below"] ?? "").split("\n// ")])
    .filter((line) => line !== undefined && line !== "")
    .join("\n");
}
