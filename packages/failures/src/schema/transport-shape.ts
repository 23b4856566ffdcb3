import { z } from "zod";

/** The members of a transport. */
export const transportShape = z
  .strictObject({
    attempt: z.int().min(1).exactOptional(),
    calls: z.int().min(0).exactOptional(),
    request_id: z.string().exactOptional(),
    occurred_at: z.string().exactOptional(),
    worker: z.string().exactOptional(),
    retry_state: z.string().exactOptional(),
  })
  .readonly();
