import { createFailure } from "@perdure/failures";
import type { ReadableWritablePair } from "node:stream/web";
import type { EventSourceMessage } from "eventsource-parser";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { readExecutionEvent } from "./execution-event.ts";
import type { ExecutionEvent } from "./execution-event.ts";

/** The events of one stream, until it ends. Rejects with a FailureError `runtime.unavailable` where the server says that it broke. */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ExecutionEvent> {
  const texts = new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>;
  const frames = stream.pipeThrough(texts as never).pipeThrough(new EventSourceParserStream());
  for await (const { event, data, id } of frames as unknown as AsyncIterable<EventSourceMessage>) {
    if (event === "error") {
      throw createFailure("runtime.unavailable", { message: "The stream of events broke off.", provider: "mistral" });
    }
    const read = readExecutionEvent(data, id);
    if (read !== undefined) yield read;
  }
}
