import { startEmulator } from "@perdure/emulator";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { faultyCertificates } from "./faulty-certificates.mjs";
import { patientDispatcher } from "./patience.mjs";

/** An emulator of every provider, and a fetch that waits for it as long as makes sense; both until it is closed. */
export async function startProviders() {
  const usual = getGlobalDispatcher();
  setGlobalDispatcher(patientDispatcher());
  const emulator = await startEmulator({ certificates: await faultyCertificates() });
  return {
    addressOf: (fixture) => emulator.addressOf(fixture),
    close: async () => {
      await emulator.close();
      setGlobalDispatcher(usual);
    },
  };
}
