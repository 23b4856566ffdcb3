import { unmark } from "../__fixtures__/marked.ts";
import { PACKAGE_RULES } from "../__fixtures__/rules/package-rules.ts";
import type { Disk } from "../__fixtures__/rules/package-rule.ts";
import { RULES } from "../__fixtures__/rules/index.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { DIAGNOSTIC_CODES } from "../diagnostics/diagnostic-codes.ts";
import type { DiagnosticCode } from "../diagnostics/diagnostic-codes.ts";
import { renderDiagnostic } from "../diagnostics/render-diagnostic.ts";
import { applyFix } from "../fixes/apply-fix.ts";
import { PROTOCOL_WORDS } from "../verdict/protocol-words.ts";
import { MORE_SAMPLES } from "./more-samples.ts";
import { inMethod, inPackage } from "./sample.ts";
import type { GallerySample, Shown } from "./sample.ts";

const CODES = Object.keys(DIAGNOSTIC_CODES) as readonly DiagnosticCode[];

const unmarked = (disk: Disk): Disk =>
  Object.fromEntries(Object.entries(disk).map(([path, text]) => [path, unmark(text).text]));

/** A sample of every code: one of its own, else the first row of the rules that has it. */
export const GALLERY: readonly GallerySample[] = [
  ...MORE_SAMPLES,
  ...RULES.map(({ code, says, invalid }) => ({
    code,
    says,
    show: inMethod(
      invalid.files.map(({ path, text }) => ({ path, text: unmark(text).text })),
      invalid.options,
    ),
  })),
  ...PACKAGE_RULES.map(({ code, says, invalid }) => ({ code, says, show: inPackage(unmarked(invalid)) })),
].filter(({ code }, index, all) => all.findIndex((other) => other.code === code) === index);

/** The pages of the gallery by file name: one of all codes, and one for each first word of a code. */
export async function galleryPages(): Promise<Readonly<Record<string, string>>> {
  const families = Map.groupBy([...CODES].sort(), familyOf);
  const pages: [string, string][] = [["README.md", indexPage()]];
  for (const [family, codes] of families) {
    const sections: string[] = [];
    for (const code of codes) sections.push(await sectionOf(code));
    const head = `# ${family}\n\n[All codes](README.md)`;
    pages.push([`${family}.md`, `${[head, ...sections].join("\n\n")}\n`]);
  }
  return Object.fromEntries(pages);
}

const familyOf = (code: string): string => code.slice(0, code.indexOf("."));
const saysOf = (code: DiagnosticCode): string => GALLERY.find((sample) => sample.code === code)?.says ?? "";

function indexPage(): string {
  const rows = [...CODES].sort().map((code) => {
    const { category, error_type } = PROTOCOL_WORDS[code];
    const words = error_type === undefined ? `\`${category}\`` : `\`${category}\`, \`${error_type}\``;
    const link = `${familyOf(code)}.md#${code.replaceAll(/[^a-z0-9_]/gu, "")}`;
    return `| [\`${code}\`](${link}) | ${DIAGNOSTIC_CODES[code]} | ${saysOf(code)} | ${words} |`;
  });
  return `# What is said of a method

Every diagnostic has a code, which stays: \`perdure validate\` prints it behind the place, the [verdict](../verdict.md) has it as
\`code\`. An **error** keeps a method from running, a **warning** and a **note** do not. Each code has an example here, as the command
prints it, with what \`perdure fix\` makes of it where it can.

| code | kind | what holds | in the protocol's words |
|---|---|---|---|
${rows.join("\n")}
`;
}

async function sectionOf(code: DiagnosticCode): Promise<string> {
  const sample = GALLERY.find((one) => one.code === code);
  if (sample === undefined) throw new Error(`${code} has no sample`);
  const shown = await sample.show();
  const diagnostic = shown.diagnostics.find((one) => one.code === code);
  if (diagnostic === undefined) throw new Error(`The sample of ${code} is not reported with it`);
  const text = shown.textOf(diagnostic.file);
  return [
    `## ${code}`,
    `${sample.says} *(${diagnostic.severity})*`,
    fenced(renderDiagnostic(diagnostic, text)),
    ...fixed(diagnostic, shown),
  ].join("\n\n");
}

const fenced = (content: string, language = "text"): string => `\`\`\`${language}\n${content}\n\`\`\``;

/** What a fix makes of the lines that it changes. */
function fixed({ fix, file }: Diagnostic, { textOf }: Shown): readonly string[] {
  const text = fix === undefined ? undefined : textOf(file);
  const after = fix === undefined || text === undefined ? undefined : applyFix(text, fix);
  if (fix === undefined || text === undefined || after === undefined) return [];
  const before = new Set(text.split("\n"));
  const changed = after.split("\n").filter((line) => !before.has(line));
  const how = fix.safety === "safe" ? "`perdure fix`" : "`perdure fix --unsafe`";
  const said = `${how}: ${fix.description}.`;
  return changed.length === 0 ? [said] : [said, fenced(changed.join("\n"), "toml")];
}
