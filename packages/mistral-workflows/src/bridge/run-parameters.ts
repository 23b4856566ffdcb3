import { z } from "zod";

const SEGMENT = "[A-Za-z0-9_-]+";
/** One to three segments with single slashes between them. */
export const storageScope = z
  .string()
  .regex(
    new RegExp(`^${SEGMENT}(?:/${SEGMENT}){0,2}$`, "u"),
    "one to three segments of letters, digits, _ and -, with / between them",
  );

const MOST_EXTRAS = 5;
/** Labels of the host's own, which are not read here. */
export const extras = z
  .record(
    z.string().regex(/^[a-z][a-z0-9_]{0,31}$/u, "a name of up to 32 lowercase letters, digits and _, a letter first"),
    z.string().regex(/^[A-Za-z0-9_-]{1,128}$/u, "a text of up to 128 letters, digits, _ and -"),
  )
  .refine((labels) => Object.keys(labels).length <= MOST_EXTRAS, `at most ${MOST_EXTRAS} labels`);

/** Whether a scope lies inside another one, or is that one. */
export const isInside = (scope: string, around: string): boolean => scope === around || scope.startsWith(`${around}/`);
