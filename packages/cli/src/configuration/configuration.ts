/** Where a configuration file stands: a project's is not trusted with credentials, the user's own is. */
export type Trust = "project" | "user";

/** Where a setting stands. Lines and columns are one-based. */
export interface SettingPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What the configuration files say, checked. Absent: not set. */
export interface Configuration {
  /** The project's file, where there is one. */
  readonly project_file?: string | undefined;
  readonly backend?: string | undefined;
  readonly functions: readonly string[];
  readonly output_dir?: string | undefined;
  readonly max_concurrency?: number | undefined;
  readonly transport_max_retries?: number | undefined;
  readonly temporal: TemporalConfiguration;
  readonly mistral_workflows: MistralWorkflowsConfiguration;
  /** From the user's own file, or from a project that is trusted with them. */
  readonly providers: Readonly<Record<string, ProviderConfiguration>>;
  /** Where each setting that counts stands, by its full name. */
  readonly places: Readonly<Record<string, SettingPlace>>;
}
/** The table `[temporal]`. */
export interface TemporalConfiguration {
  readonly is_enabled?: boolean | undefined;
  /** `host:port`; absent: the project's own dev server. */
  readonly address?: string | undefined;
  readonly namespace?: string | undefined;
  readonly worker: "embedded" | "fleet";
  readonly task_queue?: string | undefined;
  /** From the user's own file, the environment, or a project that is trusted with it. */
  readonly api_key?: string | undefined;
  /** What Temporal's own profile asks for and this version cannot do, with its place. */
  readonly unsupported?: (SettingPlace & { readonly name: string }) | undefined;
}
/** The table `[mistral_workflows]`. */
export interface MistralWorkflowsConfiguration {
  readonly mode?: string | undefined;
  /** Where its workflows are executed. Absent: nowhere, and a run is refused. */
  readonly host?: "temporal" | undefined;
  readonly address?: string | undefined;
  readonly namespace?: string | undefined;
  readonly task_queue?: string | undefined;
}
/** Where a provider is called, and which variable holds its key. */
export interface ProviderConfiguration {
  readonly base_url?: string | undefined;
  readonly api_key_variable?: string | undefined;
}

/** Nothing is configured. */
export const EMPTY_CONFIGURATION: Configuration = Object.freeze({
  functions: Object.freeze([]),
  temporal: Object.freeze({ worker: "embedded" }),
  mistral_workflows: Object.freeze({}),
  providers: Object.freeze({}),
  places: Object.freeze({}),
});
