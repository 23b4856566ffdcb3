import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LOCK_NAME, lockPackage, renderLock, type LockedPackage } from "@perdure/parser/packages";
import type { CommandContext } from "../../command-context.ts";
import { writeWholeFile } from "../../write-whole-file.ts";
import { packageFolder, shownIn } from "./package-folder.ts";
import { hasError, refuse } from "./refuse.ts";
import { replacedRepositories, type FromOption } from "./replaced-repositories.ts";

/** What `perdure package lock` was told. */
export interface LockOptions extends FromOption {
  readonly check?: boolean;
}

/** Resolves what a package builds on and writes its lock, or says with `check` whether that is right. */
export async function lock(context: CommandContext, given: string | undefined, options: LockOptions): Promise<void> {
  const { io, isJson } = context;
  const folder = await packageFolder(context, given);
  const locked = await resolveLock(context, folder, replacedRepositories(context, options));
  if (locked === undefined) return;
  const target = join(folder, LOCK_NAME);
  const isRight = (existsSync(target) ? readFileSync(target, "utf8") : "") === renderLock(locked);
  if (options.check !== true) writeLock(folder, locked);
  if (isJson) io.stdout.write(`${JSON.stringify({ is_right: isRight, packages: locked }, null, 2)}\n`);
  else for (const { address, version } of locked) io.stdout.write(`${address} ${version}\n`);
  const name = shownIn(context)(target);
  if (isRight) context.say(`${name} is right: ${count(locked)}.`);
  else
    context.say(options.check === true ? `${name} is not what the manifests say.` : `Wrote ${name}: ${count(locked)}.`);
  context.exit(isRight || options.check !== true ? 0 : 1);
}

/** What a package's lock is to hold; undefined where something is wrong, which has been said. */
export async function resolveLock(
  context: CommandContext,
  folder: string,
  replaced: ReadonlyMap<string, string>,
): Promise<readonly LockedPackage[] | undefined> {
  const { io, ports } = context;
  const repositories = await ports.packages.repositories(io.environment, replaced);
  try {
    const result = await lockPackage(ports.packages.files, folder, repositories, { show: shownIn(context) });
    if (!hasError(result.diagnostics)) return result.locked;
    refuse(context, result.diagnostics);
    return undefined;
  } finally {
    await repositories.close();
  }
}

/** Writes a package's lock; a package that builds on nothing remote has none. */
export function writeLock(folder: string, locked: readonly LockedPackage[]): void {
  const target = join(folder, LOCK_NAME);
  if (locked.length > 0) writeWholeFile(target, renderLock(locked), "The lock cannot be written.");
  else rmSync(target, { force: true });
}

const count = ({ length }: readonly LockedPackage[]): string => `${length} ${length === 1 ? "package" : "packages"}`;
