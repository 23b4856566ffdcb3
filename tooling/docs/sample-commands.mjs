import { blocksOf } from "./markdown.mjs";

const UP_TO_COMMENT = /^(?:"[^"]*"|[^"#])*/u;
/** What a reader types at the root of the repository: the two commands themselves. */
const AT_ROOT = /^(?:\w+=\S+ )?npm (?:start|test)(?: -- \S+)?$|^git clone /u;

/** The shell lines of a text without their comments. */
export function shellLines(text) {
  return blocksOf(text)
    .filter(({ language }) => language === "sh")
    .flatMap((block) => block.text.split("\n"))
    .map((line) => UP_TO_COMMENT.exec(line)[0].trimEnd())
    .filter((line) => line !== "");
}

/**
 * The `perdure` commands among the shell lines of a text, as arguments. Throws at a line that is neither one nor known otherwise, so
 * that no sample goes unchecked.
 */
export function sampleCommands(text) {
  return shellLines(text).flatMap((line) => {
    if (AT_ROOT.test(line)) return [];
    if (!line.startsWith("npx perdure ")) throw new Error(`No test runs this sample: ${line}`);
    const words = line.slice("npx perdure ".length).replaceAll("<run id>", "<run-id>");
    return [wordsOf(words)];
  });
}

/** A shell word may have quotes in its middle: `question="What is due?"`. */
function wordsOf(line) {
  return line.match(/(?:"[^"]*"|[^\s"])+/gu).map((word) => word.replaceAll('"', ""));
}
