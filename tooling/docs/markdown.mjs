const FENCE = /^```(?<language>\w*)\n(?<text>[\s\S]*?)^```$/gmu;
const LINK = /\[[^\]]*\]\((?<target>[^)\s]+)\)/gu;
const HEADING = /^#{1,6} (?<title>.*)$/gmu;

/** The fenced blocks of a Markdown text. */
export function blocksOf(text) {
  return [...text.matchAll(FENCE)].map(({ groups }) => ({ language: groups.language, text: groups.text }));
}

/** The targets of the links outside of code. */
export function linksOf(text) {
  const prose = text.replaceAll(FENCE, "").replaceAll(/`[^`\n]*`/gu, "code");
  return [...prose.matchAll(LINK)].map(({ groups }) => groups.target);
}

/** The names by which a link may point at a heading. */
export function anchorsOf(text) {
  return [...text.replaceAll(FENCE, "").matchAll(HEADING)].map(({ groups }) =>
    groups.title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
