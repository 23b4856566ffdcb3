// Crockford's alphabet in lower case: nothing in it looks like something else.
const DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_DIGITS = 9;
const RANDOM_DIGITS = 5;

/** A new run id: short, sorted by its time (milliseconds since the epoch), different by `random` (0 ≤ x < 1). */
export function createRunId(now: number, random: () => number): string {
  let time = "";
  for (let rest = Math.floor(now), digit = 0; digit < TIME_DIGITS; digit += 1) {
    time = (DIGITS[rest % 32] ?? "0") + time;
    rest = Math.floor(rest / 32);
  }
  const tail = Array.from({ length: RANDOM_DIGITS }, () => DIGITS[Math.floor(random() * 32)] ?? "0").join("");
  return `${time}-${tail}`;
}
