import { createFailure } from "@perdure/failures";
import { messageOf } from "@perdure/parser";
import {
  installPackage,
  loadPackage,
  type Installation,
  type LoadedMethod,
  type LockedPackage,
  type PackageCache,
} from "@perdure/parser/packages";
import type { CommandContext } from "../../command-context.ts";
import { resolveLock, writeLock } from "./lock.ts";
import { packageFolder, shownIn } from "./package-folder.ts";
import { hasError, refuse } from "./refuse.ts";
import { replacedRepositories, type FromOption } from "./replaced-repositories.ts";

/** Fetches what a package's lock names, checks it and keeps it. */
export async function install(context: CommandContext, given: string | undefined, options: FromOption): Promise<void> {
  const { io, ports, isJson } = context;
  const replaced = replacedRepositories(context, options);
  const folder = await packageFolder(context, given);
  const cache = await ports.packages.cache(io.environment);
  const before = await load(context, folder, cache);
  const faults = before.options.found.filter(({ code }) => !isAboutOthers(code));
  if (hasError(faults)) return refuse(context, faults);
  const locked = await lockedOf(context, folder, before, replaced);
  if (locked === undefined) return;
  const done = await installAll(context, locked, cache, replaced);
  if (isJson) io.stdout.write(`${JSON.stringify({ packages: done }, null, 2)}\n`);
  else for (const { address, version, state } of done) io.stdout.write(`${address} ${version} ${state}\n`);
  const [refusal] = done.flatMap((one) => (one.state === "refused" ? [one] : []));
  if (refusal !== undefined) throw installationFailure(refusal);
  const { options: after } = await load(context, folder, cache);
  if (hasError(after.found)) refuse(context, after.found);
}

/** Whether a problem is about the packages that one builds on, which are about to be fetched. */
const isAboutOthers = (code: string): boolean => code.startsWith("package.");

const load = (context: CommandContext, folder: string, cache: PackageCache): Promise<LoadedMethod> =>
  loadPackage(context.ports.packages.files, folder, { show: shownIn(context), cache: cache.folder });

async function lockedOf(
  context: CommandContext,
  folder: string,
  { locked, manifest }: LoadedMethod,
  replaced: ReadonlyMap<string, string>,
): Promise<readonly LockedPackage[] | undefined> {
  const isRemote = manifest?.dependencies.some(({ path }) => path === undefined) ?? false;
  if (locked.length > 0 || !isRemote) return locked;
  const resolved = await resolveLock(context, folder, replaced);
  if (resolved !== undefined) writeLock(folder, resolved);
  return resolved;
}

async function installAll(
  { io, ports }: CommandContext,
  locked: readonly LockedPackage[],
  cache: PackageCache,
  replaced: ReadonlyMap<string, string>,
): Promise<readonly Installation[]> {
  const repositories = await ports.packages.repositories(io.environment, replaced);
  try {
    const done: Installation[] = [];
    for (const one of locked) done.push(await installPackage(ports.packages.files, one, repositories, cache));
    return done;
  } finally {
    await repositories.close();
  }
}

function installationFailure({ problem, address }: Extract<Installation, { state: "refused" }>) {
  return createFailure(problem.code === "package.dependency_missing" ? "method.dependency_missing" : "method.invalid", {
    message: messageOf(problem),
    validation_errors: [{ code: problem.code, message: messageOf(problem) }],
    user_action: { kind: "change_method", detail: `Ask who owns ${address}, or lock another version.` },
  });
}
