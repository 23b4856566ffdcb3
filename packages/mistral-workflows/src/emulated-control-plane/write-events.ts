import type { ServerResponse } from "node:http";
import type { EmulatedEvent } from "./emulated-executions.ts";

/** What is written, and where it breaks off. */
export interface WrittenEvents {
  readonly events: AsyncIterable<EmulatedEvent>;
  /** The sequence of the last event that the reader has. */
  readonly after: number;
  readonly breaks?: { readonly after_events: number; readonly with_error_frame: boolean };
}

/** Writes events as server-sent events. */
export async function writeEvents(response: ServerResponse, { events, after, breaks }: WrittenEvents): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.flushHeaders();
  let written = 0;
  const isOver = (): boolean => breaks !== undefined && written >= breaks.after_events;
  const end = (): void => {
    if (breaks?.with_error_frame === true) {
      response.end('event: error\ndata: {"error":"The stream broke","reason":"read_error"}\n\n');
    } else response.destroy();
  };
  if (isOver()) return end();
  for await (const { sequence, text } of events) {
    if (response.destroyed) return;
    if (sequence <= after) continue;
    response.write(`id: ${sequence}\ndata: ${text}\n\n`);
    written += 1;
    // What was written is to arrive before the connection is cut.
    if (isOver()) return void setTimeout(end, 20);
  }
  response.end();
}
