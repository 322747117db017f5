import { leftoverPlaces } from './location.ts';
import type { StartLog } from './options.ts';
import { dataFolderOf, type Home } from './home.ts';
import { stopOrphan } from './orphan.ts';
import { ownerOf } from './owner-lock.ts';

/**
 * Looks after what an earlier folder of the same path left in the shared folder when it was deleted: a server that
 * nobody owns is stopped. The data stay, and are told about: deleting them is for a person.
 */
export async function settleLeftovers(folder: string, home: Home, log: StartLog | undefined): Promise<void> {
  if (!home.madeIn) return;
  for (const place of await leftoverPlaces(folder, home.madeIn, home.folder)) {
    if ((await ownerOf(place)) !== null) continue;
    await stopOrphan(dataFolderOf(place));
    log?.warn(
      { folder, place },
      'an earlier folder of this path left data that nobody uses: delete them if not needed',
    );
  }
}
