import type { RunEvent } from "@perdure/engine";

/** Shows how a run goes. */
export interface Progress {
  onEvent(event: RunEvent): void;
  /** Writes a line above whatever is drawn. */
  say(line: string): void;
  /** Takes away what is drawn in place; lines stay. */
  stop(): void;
}
