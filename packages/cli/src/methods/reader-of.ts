import type { ReadingContext } from "../command-context.ts";
import type { MethodReader } from "../ports.ts";

/** A reader for the folder of the command. It needs no configuration, so that none can be in its way. */
export const readerOf = ({ io, ports }: ReadingContext): MethodReader =>
  ports.openReader({ folder: io.folder, environment: io.environment });
