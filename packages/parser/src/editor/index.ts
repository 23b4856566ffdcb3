export { definitionAt, referencesAt } from "./find-names.ts";
export type { Location, NameLocation } from "./find-names.ts";
export { fixesAt } from "./fixes-at.ts";
export type { FixAtPlace } from "./fixes-at.ts";
export { hoverAt } from "./hover-at.ts";
export type { Hover, Subject } from "./hover-at.ts";
export type { NameKind } from "./name-index.ts";
export { renameAt } from "./rename-at.ts";
export type { LocatedEdit, Renaming } from "./rename-at.ts";
