/** What a method may have at most. Lengths count characters, as UTF-16 code units. */
export interface ParseLimits {
  /** The files of a method. More are not read: `method.too_many_files`. */
  readonly files: number;
  /** The characters of one file. A longer one is not read: `file.too_long`. */
  readonly fileLength: number;
  /** The characters of all files together. The files beyond are not read: `method.too_long`. */
  readonly methodLength: number;
  /** Values inside one another in a file, and members of one dotted key: `toml.too_deep`. At most 256. */
  readonly depth: number;
  /** The characters of one key, and of one number: `toml.word_too_long`. */
  readonly wordLength: number;
  /** The characters of one string, as it is written: `toml.string_too_long`. */
  readonly stringLength: number;
  /** The keys, items and brackets of one file, about: `toml.too_many_items`. */
  readonly items: number;
  /** The characters of one template: `template.too_long`. */
  readonly templateLength: number;
  /** Concepts that refine, or hold, one another: `concept.refines_too_long`, `concept.structure_too_deep`. At most 256. */
  readonly conceptDepth: number;
  /** The comparisons of what steps need with what is there: `method.too_complex` where it takes more. */
  readonly comparisons: number;
  /** The diagnostics of a method. The rest is left out: `file.diagnostics_cut`. */
  readonly diagnostics: number;
}

/** The limits that hold where the caller sets no other. */
export const PARSE_LIMITS: ParseLimits = Object.freeze({
  files: 1000,
  fileLength: 1_000_000,
  methodLength: 8_000_000,
  depth: 64,
  wordLength: 1000,
  // Some engines take no more arguments of one call, which a TOML reader makes of a string's characters.
  stringLength: 65_000,
  items: 100_000,
  templateLength: 65_000,
  conceptDepth: 100,
  comparisons: 2_000_000,
  diagnostics: 1000,
});

// What walks a method by recursion is safe up to here.
const DEEPEST = 256;
const MOST: Partial<ParseLimits> = { depth: DEEPEST, conceptDepth: DEEPEST };

/** The limits with some of them replaced. Throws a TypeError for one that does not exist or is not a whole number in its range. */
export function limitsWith(replaced: Partial<ParseLimits> = {}): ParseLimits {
  for (const [name, limit] of Object.entries(replaced)) {
    if (!Object.hasOwn(PARSE_LIMITS, name)) throw new TypeError(`There is no limit '${name}'`);
    const most = MOST[name as keyof ParseLimits] ?? Number.MAX_SAFE_INTEGER;
    if (Number.isSafeInteger(limit) && limit >= 1 && limit <= most) continue;
    throw new TypeError(`The limit '${name}' must be a whole number from 1 to ${most}`);
  }
  return Object.freeze({ ...PARSE_LIMITS, ...replaced });
}
