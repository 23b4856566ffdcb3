import { BACKEND_CONTRACT, type Backend, type BackendFactory, type BackendHost } from "@perdure/engine";
import { createFailure } from "@perdure/failures";

/** Opens a backend. Throws `perdure.backend_contract_mismatch` for one that was built for another contract. */
export function openBackend(factory: BackendFactory, host: BackendHost): Backend {
  const backend = factory(host);
  // A package from elsewhere may say any number here.
  const contract: unknown = backend.contract;
  if (contract === BACKEND_CONTRACT) return backend;
  throw createFailure("perdure.backend_contract_mismatch", {
    message: `The backend ${backend.mode} follows contract ${String(contract)}; this version of Perdure follows contract ${BACKEND_CONTRACT}.`,
  });
}
