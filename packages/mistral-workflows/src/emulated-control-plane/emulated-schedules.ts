import type { JsonObject } from "@perdure/crate";
import type { EmulatedAnswer } from "./emulated-answer.ts";

/** Schedules that are kept and never fire. */
export interface EmulatedSchedules {
  route(method: string, parts: readonly string[], body: JsonObject): EmulatedAnswer | undefined;
}

export function createEmulatedSchedules(): EmulatedSchedules {
  const schedules = new Map<string, { readonly definition: JsonObject; paused: boolean }>();
  const shown = (
    id: string,
    { definition, paused }: { readonly definition: JsonObject; readonly paused: boolean },
  ): JsonObject => ({
    ...definition,
    schedule_id: id,
    paused,
  });
  return {
    route(method, [id, verb], body) {
      if (id === undefined) {
        if (method === "GET") {
          return {
            status: 200,
            body: { schedules: [...schedules].map(([key, one]) => shown(key, one)), next_page_token: null },
          };
        }
        const definition = body["schedule"] as JsonObject;
        if (definition === undefined)
          return {
            status: 422,
            body: { detail: [{ loc: ["body", "schedule"], msg: "Field required", type: "missing" }] },
          };
        const asked = body["schedule_id"] ?? definition["schedule_id"];
        const made = typeof asked === "string" ? asked : `schedule-${schedules.size + 1}`;
        schedules.set(made, { definition, paused: false });
        return { status: 201, body: { schedule_id: made } };
      }
      const known = schedules.get(id);
      if (known === undefined) return { status: 404, body: { detail: "Not found", code: "WF_1201" } };
      if (method === "GET") return { status: 200, body: shown(id, known) };
      if (method === "DELETE") schedules.delete(id);
      else if (verb === "pause" || verb === "resume") known.paused = verb === "pause";
      else if (verb !== "trigger") return undefined;
      return { status: 204, body: null };
    },
  };
}
