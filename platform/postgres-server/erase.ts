import { readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolderOf } from './home.ts';
import { findPlace } from './location.ts';
import { stopOrphan } from './orphan.ts';
import { claimOwnership } from './owner-lock.ts';

const OURS = /^(?:data|password|location\.json|postgres\.log|new-.*|programs-.*)$/;

/**
 * Deletes everything `startEmbeddedPostgres` keeps for a folder, also what lies elsewhere, after stopping a server that
 * its owner left running. Other files of the folder stay, and so does the folder. No such folder: nothing to do.
 * @throws FolderInUseError when a living process owns it
 */
export async function eraseEmbeddedPostgres(path: string): Promise<void> {
  const folder = await realpath(path).catch(() => null);
  if (folder === null) return;
  const claim = await claimOwnership(folder);
  try {
    const found = await findPlace(folder);
    const place = found && found.doubt === null ? found.place : null;
    for (const home of place ? [folder, place] : [folder]) await stopOrphan(dataFolderOf(home));
    if (place) await rm(place, { recursive: true, force: true });
    for (const name of await readdir(folder)) {
      if (OURS.test(name)) await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
    }
  } finally {
    await claim.release();
  }
}
