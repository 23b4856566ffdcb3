import { removeEmulatorState, writeEmulatorState } from "./emulator-state.ts";
import { startEmulator } from "./start-emulator.ts";

// The process that `ensureEmulator` starts: one argument, its settings as JSON.
interface Settings {
  readonly stateFolder: string;
  readonly ledgerFile?: string;
  readonly faultPlanFile?: string;
  readonly latency_ms?: number;
  readonly idle_timeout_ms?: number;
}
const { stateFolder, idle_timeout_ms = 30 * 60_000, ...options } = JSON.parse(process.argv[2] ?? "{}") as Settings;
const emulator = await startEmulator({ ...options, onStop: () => void stop() });
const { instance } = emulator.identity;

writeEmulatorState(stateFolder, {
  url: emulator.url,
  pid: process.pid,
  started_at: Date.now(),
  instance,
  token: emulator.token,
  ...(options.ledgerFile === undefined ? {} : { ledger_file: options.ledgerFile }),
  ...(options.faultPlanFile === undefined ? {} : { fault_plan_file: options.faultPlanFile }),
  latency_ms: options.latency_ms ?? 0,
});

const idleWatch = setInterval(
  () => {
    if (Date.now() - emulator.lastUsedAt() >= idle_timeout_ms) void stop();
  },
  Math.min(idle_timeout_ms, 10_000),
);
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void stop());

async function stop(): Promise<void> {
  clearInterval(idleWatch);
  removeEmulatorState(stateFolder, instance);
  await emulator.close();
  process.exitCode = 0;
}
