/** What the backend of Mistral Workflows is called, here and in the reference runtime, now and earlier. */
const NAMES: readonly unknown[] = ["mistral-workflows", "mistralai-workflows", "mistral_native"];

/** Whether a backend's name means Mistral Workflows. */
export const isMistralWorkflows = (name: unknown): boolean => NAMES.includes(name);
