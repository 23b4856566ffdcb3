/** Whether a text can be a run's id. It becomes the name of files, folders and workflows, so that nothing else is. */
export function isRunId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/.test(text);
}
