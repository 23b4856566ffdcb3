import { z } from "zod";
import { OWN_PAYLOAD_NAMES } from "./delivery-assignment.ts";
import type { DeliveryAssignment } from "./delivery-assignment.ts";

const isOwn = (name: string): boolean => (OWN_PAYLOAD_NAMES as readonly string[]).includes(name);

const webhook = z.strictObject({
  url: z.url({ protocol: /^https?$/u }).refine((url) => new URL(url).password === "" && new URL(url).username === "", {
    message: "a URL without credentials in it",
  }),
  headers: z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/u), z.string().regex(/^[^\r\n\0]*$/u)).default({}),
  payload: z
    .record(z.string(), z.json())
    .default({})
    .refine((payload) => !Object.keys(payload).some(isOwn), `names other than ${OWN_PAYLOAD_NAMES.join(", ")}`),
  problem_view: z.enum(["full", "strict"]).default("strict"),
});

/** Where a run is delivered. At least one place. */
export const deliveryAssignment: z.ZodType<DeliveryAssignment> = z
  .strictObject({
    storage: z
      .strictObject({
        key_prefix: z
          .string()
          .min(1)
          .transform((prefix) => (prefix.endsWith("/") ? prefix : `${prefix}/`)),
      })
      .nullish(),
    webhooks: z.array(webhook).default([]),
  })
  .transform(({ storage, webhooks }) => ({
    ...(storage === null || storage === undefined ? {} : { storage }),
    webhooks,
  }))
  .refine(
    ({ storage, webhooks }) => storage !== undefined || webhooks.length > 0,
    "at least one place to deliver to",
  ) as never;
