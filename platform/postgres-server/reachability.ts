import { randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { runProgram } from './run-program.ts';

/** Whether the account can enter the folder, found by doing it: modes alone do not tell what mounts and ACLs forbid. */
export async function canEnter(folder: string, account: Account | null): Promise<boolean> {
  const { code } = await runProgram('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { as: account });
  return code === 0;
}

/** Makes a folder that is the account's own and nobody else's. */
export async function makeFolderOf(account: Account | null, folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  if (account) await chown(folder, account.uid, account.gid);
}

/** Whether the account could keep its data in `folder`, found by making a folder of its own there and writing into it. */
export async function canHoldData(folder: string, account: Account): Promise<boolean> {
  const probe = join(folder, `new-${randomBytes(6).toString('hex')}`);
  try {
    await makeFolderOf(account, probe);
    const { code } = await runProgram('/bin/sh', ['-c', 'cd "$1" && : > probe', 'sh', probe], { as: account });
    return code === 0;
  } catch {
    return false;
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}

/** A folder of ours that others may enter and nobody else may change: programs are started from it. */
async function makeShared(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    const found = await lstat(folder);
    // In the temp folder somebody else may have been first.
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return false;
    await chmod(folder, 0o755);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first of `candidates` that can be made and that the account can keep data in.
 * @throws Error naming them all when none can
 */
export async function chooseSharedFolder(candidates: readonly string[], account: Account): Promise<string> {
  for (const folder of candidates) {
    if ((await makeShared(folder)) && (await canHoldData(folder, account))) return folder;
  }
  throw new Error(`the account ${account.name} can enter neither the data folder nor any of ${candidates.join(', ')}`);
}
