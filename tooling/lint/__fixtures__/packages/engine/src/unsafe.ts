declare const anything: any;
declare function needsText(text: string): void;

export function unsafe(): string {
  const assigned: string = anything;
  anything();
  needsText(anything);
  needsText(anything.member);
  [1].forEach(async () => undefined);
  return assigned === "" ? assigned : anything;
}
