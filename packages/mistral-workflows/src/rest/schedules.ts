import type { Json, JsonObject } from "@perdure/crate";
import { z } from "zod";
import { unreadable } from "./control-plane-failure.ts";
import type { ControlPlaneRequests } from "./request.ts";

/** When a workflow is started again and again. */
export interface ScheduleDefinition {
  readonly input: JsonObject;
  readonly cron_expressions?: readonly string[];
  readonly intervals?: readonly Json[];
  readonly calendars?: readonly Json[];
  readonly skip?: readonly Json[];
  /** ISO 8601. */
  readonly start_at?: string;
  readonly end_at?: string;
  readonly jitter?: string;
  readonly time_zone_name?: string;
  readonly max_executions?: number;
  readonly schedule_id?: string;
  readonly policy?: {
    readonly catchup_window_seconds?: number;
    readonly overlap?: number;
    readonly pause_on_failure?: boolean;
  };
}
/** The schedules of workflows. Everything rejects with a FailureError. */
export interface Schedules {
  /** Gives the schedule's id. */
  create(request: {
    readonly workflow: string;
    readonly schedule: ScheduleDefinition;
    readonly deployment_name?: string;
  }): Promise<string>;
  get(scheduleId: string): Promise<JsonObject>;
  list(): Promise<readonly JsonObject[]>;
  pause(scheduleId: string): Promise<void>;
  resume(scheduleId: string): Promise<void>;
  trigger(scheduleId: string): Promise<void>;
  delete(scheduleId: string): Promise<void>;
}

const created = z.looseObject({ schedule_id: z.string() });
const object = z.record(z.string(), z.json());
const listed = z.looseObject({ schedules: z.array(object) });

export function createSchedules(requests: ControlPlaneRequests): Schedules {
  const at = (id: string, rest = ""): string => `/schedules/${encodeURIComponent(id)}${rest}`;
  const read = async <T>(schema: z.ZodType<T>, what: string, answer: Promise<Json>): Promise<T> => {
    const parsed = schema.safeParse(await answer);
    if (parsed.success) return parsed.data;
    throw unreadable(what, parsed.error);
  };
  const tell = async (id: string, verb: string): Promise<void> =>
    void (await requests.json({ method: "POST", path: at(id, verb), what: `the schedule ${id}` }));
  return {
    async create({ workflow, schedule, deployment_name }) {
      const body = {
        schedule: schedule as unknown as JsonObject,
        workflow_identifier: workflow,
        ...(deployment_name === undefined ? {} : { deployment_name }),
      };
      const what = `a schedule of ${workflow}`;
      return (await read(created, what, requests.json({ method: "POST", path: "/schedules", body, what }))).schedule_id;
    },
    get: (id) => {
      const what = `the schedule ${id}`;
      return read(object, what, requests.json({ method: "GET", path: at(id), what }));
    },
    async list() {
      const what = "the schedules";
      return (await read(listed, what, requests.json({ method: "GET", path: "/schedules", what }))).schedules;
    },
    pause: (id) => tell(id, "/pause"),
    resume: (id) => tell(id, "/resume"),
    trigger: (id) => tell(id, "/trigger"),
    delete: async (id) =>
      void (await requests.json({ method: "DELETE", path: at(id), what: `the schedule ${id}`, repeatable: true })),
  };
}
