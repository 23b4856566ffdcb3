const TIME = "(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?(?:Z|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)?";

/** A time of day, with or without seconds and an offset, as the content of a concept has it. */
export const TIME_PATTERN = `^${TIME}$`;
/** A date, or a date and a time of day. */
export const DATE_TIME_PATTERN = `^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])(?:[T ]${TIME})?$`;
