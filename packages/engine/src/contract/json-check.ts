/** Says what is wrong with a value that stands at a path; undefined when nothing is. */
export type Check = (value: unknown, path: string) => string | undefined;

/** A string. */
export const text: Check = (value, path) => (typeof value === "string" ? undefined : `'${path}' should be a string`);

/** A JSON value that is nobody's business here. */
export const anything: Check = () => undefined;

/** One of some strings or numbers. */
export function oneOf(...values: readonly (string | number)[]): Check {
  return (value, path) =>
    values.some((one) => one === value) ? undefined : `'${path}' should be ${values.map(String).join(" or ")}`;
}

/** A whole number of at least `least`. */
export function wholeNumber(least: number): Check {
  return (value, path) =>
    Number.isSafeInteger(value) && (value as number) >= least
      ? undefined
      : `'${path}' should be a whole number of at least ${least}`;
}

/** What the first check or, failing that, the second one accepts. */
export function either(first: Check, second: Check): Check {
  return (value, path) => (first(value, path) === undefined ? undefined : second(value, path));
}

/** An object whose members all pass a check. */
export function recordOf(check: Check): Check {
  return (value, path) => {
    if (!isObject(value)) return `'${path}' should be an object`;
    return firstProblem(
      Object.entries(value).map(
        ([name, member]) =>
          () =>
            check(member, `${path}.${name}`),
      ),
    );
  };
}

/** An object with these members and no others. */
export function exactly(
  members: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (value, path) => {
    if (!isObject(value)) return `'${path}' should be an object`;
    const inside = (name: string) => (path === "" ? name : `${path}.${name}`);
    const unknown = Object.keys(value).find((name) => !Object.hasOwn(members, name) && !Object.hasOwn(optional, name));
    if (unknown !== undefined) return `it has the unknown member '${inside(unknown)}'`;
    return firstProblem([
      ...Object.entries(members).map(
        ([name, check]) =>
          () =>
            check(value[name], inside(name)),
      ),
      ...Object.entries(optional).map(
        ([name, check]) =>
          () =>
            value[name] === undefined ? undefined : check(value[name], inside(name)),
      ),
    ]);
  };
}

/** A list whose items all pass a check. */
export function listOf(check: Check): Check {
  return (value, path) =>
    Array.isArray(value)
      ? firstProblem(value.map((item: unknown, index) => () => check(item, `${path}[${index}]`)))
      : `'${path}' should be a list`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function firstProblem(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const problem = check();
    if (problem !== undefined) return problem;
  }
  return undefined;
}
