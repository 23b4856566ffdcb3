/** Says on stderr what a command does next. */
export function printStep(text) {
  process.stderr.write(`\n▸ ${text}\n`);
}
