import type { Json } from "@perdure/crate";

/** What a route answers. */
export interface EmulatedAnswer {
  readonly status: number;
  readonly body: Json;
}
