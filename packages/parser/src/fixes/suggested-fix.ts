/** A value that a fix writes: a scalar, or a flat table of scalars that is written in one line. */
export type FixScalar = string | number | boolean;
export type FixValue = FixScalar | Readonly<Record<string, FixScalar>>;

/**
 * A change of a TOML document, in the protocol's words. `table_path` leads from the root to the table by keys; an item of an array
 * is named by its index in digits. The changes are the contract; how the text looks afterwards is the applier's.
 */
export type FixOperation =
  /** Sets a key of a table, or adds it. */
  | {
      readonly kind: "set_key";
      readonly table_path: readonly string[];
      readonly key: string;
      readonly value: FixValue;
    }
  /** Makes the table where it is not there. */
  | { readonly kind: "ensure_table"; readonly table_path: readonly string[] }
  | { readonly kind: "delete_key"; readonly table_path: readonly string[]; readonly key: string }
  | { readonly kind: "delete_table"; readonly table_path: readonly string[] }
  /** Gives a key another name, in its place. */
  | {
      readonly kind: "rename_table_key";
      readonly table_path: readonly string[];
      readonly key: string;
      readonly new_key: string;
    }
  /** Moves a key, with all that is below it, to another table, which is made where it is not there. */
  | {
      readonly kind: "move_key";
      readonly table_path: readonly string[];
      readonly key: string;
      readonly new_table_path: readonly string[];
      readonly new_key: string;
    }
  /** Replaces a key's string by what the mapping says of it; another string stays. */
  | {
      readonly kind: "remap_value";
      readonly table_path: readonly string[];
      readonly key: string;
      readonly mapping: Readonly<Record<string, string>>;
    };

/** `safe`: only one thing can have been meant. `unsafe`: it is likely, and somebody must agree before it is applied. */
export type FixSafety = "safe" | "unsafe";

/** A repair that follows from what is known, without asking. Plain JSON, frozen. */
export interface SuggestedFix {
  /** The rule that made it: stable, so that rules can be chosen or left out. */
  readonly fix_code: string;
  readonly description: string;
  readonly safety: FixSafety;
  /** The one file that it changes. */
  readonly source: string;
  readonly ops: readonly FixOperation[];
}
