import type { BackendRequest, ResolvedBackend } from "@perdure/cli";
import type { BackendFactory } from "@perdure/engine";
import { createFailure } from "@perdure/failures";
import { importFromProject } from "./project-package.ts";

/** A host that we only hand on. */
interface Host {
  close(): Promise<void>;
}
/** What we use of `@perdure/mistral-workflows`, which is never a dependency of ours: it is the user's to install. */
interface Root {
  readonly readBridgeMode: (text: string) => string;
  readonly mistralWorkflows: (options: { readonly mode: string; readonly host: Host }) => BackendFactory;
  readonly MissingMistralWorkflowsHostError: new (mode: string) => Error;
}
interface TemporalHostEntry {
  readonly temporalHost: (options: {
    readonly address: string;
    readonly namespace?: string;
    readonly task_queue?: string;
  }) => Host;
}

const PACKAGE = "@perdure/mistral-workflows";

/**
 * Mistral Workflows on the host that is configured. Without one, rejects with its MissingMistralWorkflowsHostError before anything is
 * written or started; no other backend takes its place. `[temporal] is_enabled` is not looked at, and that is said where it is set.
 */
export async function resolveMistralWorkflows(request: BackendRequest): Promise<ResolvedBackend> {
  const { configuration, project, record, say, mode: token } = request;
  const { mistral_workflows: settings, temporal } = configuration;
  const { readBridgeMode, mistralWorkflows, MissingMistralWorkflowsHostError } = await imported<Root>(PACKAGE, project);
  const mode = readBridgeMode(settings.mode ?? token);
  if (temporal.is_enabled === true) say("[temporal] is_enabled has no effect: the run is inside Mistral Workflows.");
  if (settings.host === undefined && record === undefined) throw new MissingMistralWorkflowsHostError(mode);
  const address = record?.address ?? settings.address;
  if (address === undefined) throw noAddress();
  const namespace = record?.namespace ?? settings.namespace;
  const task_queue = record?.task_queue ?? settings.task_queue;
  const { temporalHost } = await imported<TemporalHostEntry>(`${PACKAGE}/hosts/temporal`, project);
  const host = temporalHost({
    address,
    ...(namespace === undefined ? {} : { namespace }),
    ...(task_queue === undefined ? {} : { task_queue }),
  });
  return {
    factory: mistralWorkflows({ mode, host }),
    description: `Mistral Workflows (${mode}), executed by Temporal at ${address}`,
    details: { address, namespace, task_queue },
    close: () => host.close(),
  };
}

async function imported<Entry>(specifier: string, project: string): Promise<Entry> {
  const found = await importFromProject(specifier, project, { beside: true });
  if (found.found) return found.exports as unknown as Entry;
  throw createFailure("perdure.backend_not_installed", {
    message:
      found.incomplete === undefined
        ? `The package ${PACKAGE} is not installed in this project.`
        : `A package that ${specifier} needs is not installed.`,
    user_action: {
      kind: "fix_configuration",
      detail:
        specifier === PACKAGE
          ? `Install it: npm install ${PACKAGE}`
          : `Install it: npm install ${PACKAGE} @temporalio/activity @temporalio/client @temporalio/common @temporalio/worker @temporalio/workflow`,
    },
    cause: found.incomplete,
  });
}

const noAddress = (): Error =>
  createFailure("perdure.configuration_invalid", {
    message: "The host of Mistral Workflows has no address.",
    user_action: {
      kind: "fix_configuration",
      detail: "Set mistral_workflows.address to the host:port of its Temporal server.",
    },
  });
