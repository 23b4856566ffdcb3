/** An HTTP answer as an error that carries it. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const STATUS_LINE = /^HTTP\/\d(?:\.\d)? (\d{3})(?: [^\r\n]*)?$/u;

/**
 * The last answer in a text that begins with a status line, as `curl -i` prints it (after those of proxies and redirects);
 * undefined for any other text. Header names are in lower case.
 */
export function readHttpAnswer(text: string): HttpAnswer | undefined {
  if (!STATUS_LINE.test(firstLine(text))) return undefined;
  const blocks = text.split(/\r?\n\r?\n/u);
  const heads = blocks.findIndex((block) => !STATUS_LINE.test(firstLine(block)));
  const bodyAt = heads === -1 ? blocks.length : heads;
  const [statusLine = "", ...lines] = (blocks[bodyAt - 1] ?? "").split(/\r?\n/u);
  const headers = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(":");
    return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
  });
  return {
    status: Number(STATUS_LINE.exec(statusLine)?.[1]),
    headers: Object.fromEntries(headers),
    body: blocks.slice(bodyAt).join("\n\n"),
  };
}

function firstLine(text: string): string {
  return text.split(/\r?\n/u, 1)[0] ?? "";
}
