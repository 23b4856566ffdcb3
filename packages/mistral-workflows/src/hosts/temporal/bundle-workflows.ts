import { bundleWorkflowCode } from "@temporalio/worker";
import { relative } from "node:path";

/** What is bundled: the workflows' entry, the folder that names in source maps are relative to, and whether packages are read from sources. */
export interface BundlePlace {
  readonly entry: string;
  readonly root: string;
  readonly sources: boolean;
}

/** The workflows as one script for the isolate. Takes a few seconds. */
export async function bundleWorkflows({ entry, root, sources }: BundlePlace): Promise<string> {
  const errors: string[] = [];
  const ignore = () => undefined;
  const keep = (message: string) => void errors.push(message);
  const conditions = sources ? { conditionNames: ["@perdure/source", "..."] } : {};
  const { code } = await bundleWorkflowCode({
    workflowsPath: entry,
    logger: { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: keep },
    webpackConfigHook: (config) => ({
      ...config,
      context: root,
      devtool: "inline-nosources-source-map",
      resolve: { ...config.resolve, ...conditions },
      output: {
        ...config.output,
        asyncChunks: false,
        devtoolModuleFilenameTemplate: (info: { absoluteResourcePath: string }) =>
          relative(root, info.absoluteResourcePath),
      },
    }),
  }).catch((error: unknown) => {
    throw new Error(`The workflows cannot be bundled: ${String(error)}\n${errors.join("\n")}`, { cause: error });
  });
  return code;
}
