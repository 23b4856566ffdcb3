import { answerPhrase } from "./answer-text.ts";
import type { SeededChoices } from "./seeded-choices.ts";

const GIVEN = ["Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Radia", "Ken", "Hedy", "Niklaus"];
const FAMILY = ["Martin", "Okafor", "Lindqvist", "Moreau", "Tanaka", "Rossi", "Novak", "Haddad", "Keller", "Sato"];
const PLACES = ["Lyon", "Nairobi", "Oslo", "Porto", "Kyoto", "Montréal", "Leeds", "Gdańsk"];
const FIRMS = ["Northwind", "Halcyon Works", "Blue Harbour", "Sextant", "Meridian Labs", "Oakridge"];

/** A plausible string for a field of this name: its format first, then its length bounds. */
export function answerString(
  schema: Readonly<Record<string, unknown>>,
  name: string,
  path: string,
  choices: SeededChoices,
): string {
  const format = schema["format"];
  if (typeof format === "string") return formatted(format, path, choices);
  const text = named(name.toLowerCase(), path, choices);
  const shortest = (schema["minLength"] as number | undefined) ?? 0;
  const longest = (schema["maxLength"] as number | undefined) ?? Number.POSITIVE_INFINITY;
  const padded = text.length < shortest ? text.padEnd(shortest, choices.digits(`${path}/padding`, 32)) : text;
  return padded.length > longest ? padded.slice(0, longest) : padded;
}

function formatted(format: string, path: string, choices: SeededChoices): string {
  const two = (part: string, low: number, high: number): string =>
    String(choices.integer(`${path}/${part}`, low, high)).padStart(2, "0");
  const date = (): string => `20${two("year", 10, 29)}-${two("month", 1, 12)}-${two("day", 1, 28)}`;
  const time = (): string => `${two("hour", 0, 23)}:${two("minute", 0, 59)}:00Z`;
  switch (format) {
    case "date":
      return date();
    case "time":
      return time();
    case "date-time":
      return `${date()}T${time()}`;
    case "email":
      return `${choices.pick(path, GIVEN).toLowerCase()}@example.com`;
    case "uri":
    case "url":
    case "uri-reference":
      return `https://example.com/${choices.digits(path, 8)}`;
    case "uuid": {
      const hex = choices.digits(path, 32);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    }
    default:
      return answerPhrase(path, choices);
  }
}

function named(name: string, path: string, choices: SeededChoices): string {
  const says = (...words: readonly string[]): boolean => words.some((word) => name.includes(word));
  if (says("email", "mail")) return formatted("email", path, choices);
  if (says("url", "link", "website")) return formatted("uri", path, choices);
  if (says("date", "deadline")) return formatted("date", path, choices);
  if (says("phone")) return `+33 1 99 00 ${choices.integer(path, 10, 99)} ${choices.integer(`${path}/end`, 10, 99)}`;
  if (says("company", "employer", "organi", "vendor", "supplier")) return choices.pick(path, FIRMS);
  if (says("city", "country", "location", "address", "place")) return choices.pick(path, PLACES);
  if (says("name", "author", "candidate", "person")) {
    return `${choices.pick(`${path}/given`, GIVEN)} ${choices.pick(`${path}/family`, FAMILY)}`;
  }
  return answerPhrase(path, choices);
}
