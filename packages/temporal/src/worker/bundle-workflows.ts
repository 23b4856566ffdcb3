import { bundleWorkflowCode } from "@temporalio/worker";
import { relative } from "node:path";

/** What bundling needs to know of a place: the workflows' entry, and whether packages are read from their sources. */
export interface BundlePlace {
  readonly entry: string;
  /** Folder that file names in source maps are relative to, so that a bundle is the same wherever it is built. */
  readonly root: string;
  readonly sources: boolean;
}

/** The workflows as one script for the isolate, with an inline source map. Takes a few seconds. */
export async function bundleWorkflows({ entry, root, sources }: BundlePlace): Promise<string> {
  const errors: string[] = [];
  const keep = (message: string) => void errors.push(message);
  const ignore = () => undefined;
  try {
    const { code } = await bundleWorkflowCode({
      workflowsPath: entry,
      logger: { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: keep },
      webpackConfigHook: (config) => ({
        ...config,
        context: root,
        // The SDK wants a map, for stacks; the sources themselves would triple the file.
        devtool: "inline-nosources-source-map",
        resolve: { ...config.resolve, ...(sources ? { conditionNames: ["@perdure/source", "..."] } : {}) },
        output: {
          ...config.output,
          // A chunk loader cannot run in the isolate.
          asyncChunks: false,
          devtoolModuleFilenameTemplate: (info: { absoluteResourcePath: string }) =>
            relative(root, info.absoluteResourcePath),
        },
      }),
    });
    return code;
  } catch (error) {
    throw new Error(`The workflows cannot be bundled: ${(error as Error).message}\n${errors.join("\n")}`, {
      cause: error,
    });
  }
}
