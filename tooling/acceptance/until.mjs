const LOOK_EVERY_MS = 5;

/** Waits until the condition gives something true and resolves to that. Rejects after the limit. */
export async function until(condition, what, limit_ms = 60_000) {
  const deadline = Date.now() + limit_ms;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Not seen in ${limit_ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
