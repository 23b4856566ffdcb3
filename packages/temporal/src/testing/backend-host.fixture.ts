import type { BackendHost, ContentStore, LeafExecutor } from "@perdure/engine";

const noContents: ContentStore = {
  put: () => Promise.reject(new Error("nothing is stored in these tests")),
  get: () => Promise.reject(new Error("nothing is stored in these tests")),
  has: () => Promise.resolve(false),
};

/** What a backend is given in tests: leaves, and nothing that it should not need. */
export function backendHost(leaves: LeafExecutor, log: (message: string) => void = () => undefined): BackendHost {
  return {
    leaves,
    contents: noContents,
    now: () => Date.now(),
    sleepUntil: () => Promise.resolve(),
    random: () => 0.5,
    log,
  };
}
