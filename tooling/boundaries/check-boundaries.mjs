import { fileURLToPath } from "node:url";
import { cruise } from "dependency-cruiser";
import { PACKAGES } from "./allowed-imports.mjs";
import { forbiddenImports, options } from "./rules.mjs";

/**
 * Cruises `<root>/packages` and returns the violations as `{ rule, from, to }`. Throws when it saw fewer modules than
 * `least`: a cruise that cannot read TypeScript finds nothing wrong with anything.
 */
export async function findViolations(root, least, packages = PACKAGES) {
  const { output } = await cruise(["packages"], {
    ...options,
    baseDir: root,
    ruleSet: { forbidden: forbiddenImports(packages) },
    validate: true,
  });
  const { totalCruised, violations } = output.summary;
  if (totalCruised < least)
    throw new Error(`Only ${totalCruised} modules were cruised, at least ${least} were expected`);
  return violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const violations = await findViolations(root, Object.keys(PACKAGES).length * 4);
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);
  console.error(violations.length === 0 ? "boundaries: no violation" : `boundaries: ${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
