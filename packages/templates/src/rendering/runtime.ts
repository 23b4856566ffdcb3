import type { ImageSink, TagStyle, TextFormat } from "../shape.ts";
import type { CallArguments, Value } from "../python/value.ts";
import type { Work } from "./work.ts";

/** What filters and printing may ask of the rendering that they are part of. */
export interface Runtime {
  readonly work: Work;
  readonly autoescape: boolean;
  readonly tagStyle: TagStyle;
  readonly textFormat: TextFormat;
  readonly images: ImageSink | undefined;
  /** Applies a filter by its name, as `map` does. */
  applyFilter(name: string, value: Value, args: CallArguments): Value;
  /** Applies a test by its name, as `select` does. */
  applyTest(name: string, value: Value, args: CallArguments): boolean;
}
