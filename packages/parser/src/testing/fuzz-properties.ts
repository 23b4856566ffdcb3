import { canonicalJson } from "@perdure/crate";
import type { Crate, Json } from "@perdure/crate";
import fc from "fast-check";
import { withPipes } from "../__fixtures__/shop.ts";
import { WHOLE_METHODS } from "../__fixtures__/whole-methods.ts";
import type { WholeMethod } from "../__fixtures__/whole-methods.ts";
import { createReporter } from "../diagnostics/reporter.ts";
import type { MethodFile } from "../parse-method.ts";
import { readToml } from "../source/read-toml.ts";
import { createSourceText } from "../source/source-text.ts";
import { changedTexts, wordSalads } from "./documents.ts";
import { parseSoundly } from "./parse-soundly.ts";
import { seededRandom } from "./random.ts";
import { reprintToml } from "./reprint-toml.ts";

/** Something that holds of every text, and how many of a hundred texts are spent on it. */
export interface FuzzProperty {
  readonly says: string;
  readonly share: number;
  readonly property: fc.IRawProperty<unknown>;
}

const method = (text: string): readonly MethodFile[] => [{ path: "a.mthds", text }];
const texts = [withPipes(""), ...WHOLE_METHODS.flatMap(({ files }) => files.map(({ text }) => text))] as [
  string,
  ...string[],
];

/** What holds of every text. */
export const FUZZ_PROPERTIES: readonly FuzzProperty[] = [
  {
    says: "any characters are read soundly",
    share: 15,
    property: fc.property(
      fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ unit: "binary-ascii", maxLength: 200 })),
      (text) => void parseSoundly(method(text)),
    ),
  },
  {
    says: "the words of methods, put anywhere, are read soundly",
    share: 30,
    property: fc.property(wordSalads, (text) => void parseSoundly(method(text))),
  },
  {
    says: "a method with a few changes is read soundly, and twice the same",
    share: 35,
    property: fc.property(changedTexts(texts), (text) => {
      const [once, again] = [parseSoundly(method(text)), parseSoundly(method(text))];
      const isSame =
        JSON.stringify(once.diagnostics) === JSON.stringify(again.diagnostics) &&
        once.crate?.fingerprint === again.crate?.fingerprint;
      if (!isSame) throw new Error("the same text was read in two ways");
    }),
  },
  {
    says: "a valid method in another form and order gives the same crate and the same notes",
    share: 20,
    property: fc.property(fc.constantFrom(...WHOLE_METHODS), fc.nat(), (whole, seed) => {
      const random = seededRandom(seed);
      const files = whole.files.map((file) => ({ ...file, text: reprintToml(treeOf(file), random) }));
      const [read, expected] = [parseSoundly(files), readOnce(whole)];
      const codes = (diagnostics: readonly { readonly code: string }[]) =>
        diagnostics
          .map(({ code }) => code)
          .toSorted()
          .join();
      if (codes(read.diagnostics) !== codes(expected.diagnostics)) {
        throw new Error(
          `not as valid as before: ${codes(read.diagnostics)}\n${files.map(({ text }) => text).join("\n---\n")}`,
        );
      }
      if (withoutPlaces(read.crate) !== withoutPlaces(expected.crate)) {
        throw new Error(`another crate than before\n${files.map(({ text }) => text).join("\n---\n")}`);
      }
    }),
  },
];

const known = new Map<WholeMethod, ReturnType<typeof parseSoundly>>();
function readOnce(whole: WholeMethod): ReturnType<typeof parseSoundly> {
  const read = known.get(whole) ?? parseSoundly(whole.files);
  known.set(whole, read);
  return read;
}

function treeOf({ path, text }: MethodFile) {
  const tree = readToml(createReporter(createSourceText(path, text), []));
  if (tree === undefined) throw new Error(`${path} is no TOML`);
  return tree;
}

/** A crate as it is apart from where its pipes are written. */
function withoutPlaces(crate: Crate | undefined): string | undefined {
  if (crate === undefined) return undefined;
  const pipes = Object.entries(crate.pipes).map(([ref, { place: _place, ...pipe }]) => [ref, pipe] as const);
  const { fingerprint: _fingerprint, ...rest } = crate;
  return canonicalJson({ ...rest, pipes: Object.fromEntries(pipes) } as unknown as Json);
}
