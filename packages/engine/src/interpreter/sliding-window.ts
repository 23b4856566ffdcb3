/**
 * Runs `count` tasks, at most `width` (one at least) at once, started in index order. After a failure no new task starts, those in flight
 * settle, and the failure of the lowest index is thrown: the same on every backend, because every lower index has started.
 */
export async function slidingWindow<T>(
  count: number,
  width: number,
  task: (index: number) => Promise<T>,
): Promise<readonly T[]> {
  const results: T[] = [];
  const failures = new Map<number, unknown>();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count && failures.size === 0) {
      const index = next;
      next += 1;
      try {
        results[index] = await task(index);
      } catch (error) {
        failures.set(index, error);
      }
    }
  };
  const lanes: Promise<void>[] = [];
  for (let lanesStarted = 0; lanesStarted < Math.min(Math.max(width, 1), count); lanesStarted += 1) lanes.push(lane());
  await Promise.all(lanes);
  if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
  return results;
}
