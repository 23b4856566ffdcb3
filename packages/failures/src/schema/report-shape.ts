import { z } from "zod";
import { CATEGORIES, USER_ACTION_KINDS } from "../report.ts";

const location = z
  .strictObject({
    pipe: z.string().exactOptional(),
    path: z.array(z.string()).readonly().exactOptional(),
    node: z.string().exactOptional(),
    item: z.int().min(0).exactOptional(),
    file: z.string().exactOptional(),
    line: z.int().min(1).exactOptional(),
    column: z.int().min(1).exactOptional(),
  })
  .readonly();

const validationProblem = z
  .strictObject({
    code: z.string(),
    category: z.string().exactOptional(),
    message: z.string(),
    location: location.exactOptional(),
    suggestion: z.string().exactOptional(),
  })
  .readonly();

const providerMetadata = z
  .strictObject({ status_code: z.number().exactOptional(), provider_error_code: z.string().exactOptional() })
  .readonly();

/** The members of a report. */
export const reportShape = z
  .strictObject({
    schema: z.literal(1),
    code: z.string().regex(/^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+){1,3}$/u),
    category: z.enum(CATEGORIES),
    domain: z.enum(["input", "config", "runtime"]).exactOptional(),
    retryable: z.boolean(),
    retry_after_ms: z.int().min(0).exactOptional(),
    user_action: z.strictObject({ kind: z.enum(USER_ACTION_KINDS), detail: z.string() }).readonly(),
    message: z.string(),
    title: z.string(),
    type_uri: z.string(),
    error_type: z.string(),
    model: z.string().exactOptional(),
    provider: z.string().exactOptional(),
    provider_metadata: providerMetadata.exactOptional(),
    location: location.exactOptional(),
    validation_errors: z.array(validationProblem).min(1).readonly().exactOptional(),
  })
  .readonly();
