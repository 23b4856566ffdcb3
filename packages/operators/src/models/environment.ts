/** Environment variables. Trusted, unlike a project's files. */
export type Environment = Readonly<Record<string, string | undefined>>;
