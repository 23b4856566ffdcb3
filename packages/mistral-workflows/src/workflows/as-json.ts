import type { Json } from "@perdure/crate";

/** A value that is plain JSON by its type's own promise, as the type that crosses a host. */
export const asJson = (value: object): Json => value as Json;
