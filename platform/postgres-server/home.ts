import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountOfData, chooseAccount, isRoot, type Account } from './account.ts';
import { confirmPlace, findPlace, makePlace } from './location.ts';
import type { StartLog } from './options.ts';
import { canEnter, canHoldData, chooseSharedFolder } from './reachability.ts';

/** Where the data of a folder are, and who PostgreSQL runs as there. */
export interface Home {
  /** Holds data/: the folder itself, or a place elsewhere. */
  readonly folder: string;
  /** Null is ourselves. */
  readonly account: Account | null;
  /** The shared folder in which a new place was made just now; null otherwise. */
  readonly madeIn: string | null;
}

export interface HomeRequest {
  readonly folder: string;
  readonly sharedFolders: readonly string[];
  readonly log: StartLog | undefined;
}

/** Where data and programs go that root's unprivileged account could not reach otherwise. */
export function defaultSharedFolders(): string[] {
  return ['/var/lib/partnergraph', join(tmpdir(), 'partnergraph-root')];
}

/** The data folder in a home. */
export function dataFolderOf(home: string): string {
  return join(home, 'data');
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

/** The home with data already in it. */
async function existingHome(folder: string): Promise<Home> {
  const dataFolder = dataFolderOf(folder);
  const account = await accountOfData(dataFolder);
  if (account && !(await canEnter(dataFolder, account))) {
    throw new Error(
      `PostgreSQL has to run as ${account.name} here, the owner of ${dataFolder}, and that user cannot enter it: ` +
        'open the folders above it for other users (chmod o+x), or remove the data folder to start anew',
    );
  }
  return { folder, account, madeIn: null };
}

/** The believed location of the data, or null; a doubtful one is told and not followed. */
async function knownPlace({ folder, log }: HomeRequest): Promise<string | null> {
  const found = await findPlace(folder);
  if (!found) return null;
  if (found.doubt !== null) {
    log?.warn({ folder, place: found.place, reason: found.doubt }, 'earlier data are not used');
    return null;
  }
  await confirmPlace(folder, found.place);
  return found.place;
}

/**
 * Settles where the data of a folder are. As a plain user: in the folder. As root, whom PostgreSQL refuses: under an
 * unprivileged account, in the folder if that account can reach it, else in a place of its own.
 * @throws Error when neither works, or the data belong to somebody else
 */
export async function settleHome(request: HomeRequest): Promise<Home> {
  const { folder, sharedFolders } = request;
  if (await isThere(dataFolderOf(folder))) return existingHome(folder);
  if (!isRoot()) {
    const elsewhere = await findPlace(folder);
    if (elsewhere)
      throw new Error(`root keeps the data of ${folder} in ${elsewhere.place}: start as root, or remove it`);
    return { folder, account: null, madeIn: null };
  }
  const place = await knownPlace(request);
  if (place && (await isThere(dataFolderOf(place)))) return existingHome(place);
  const account = await chooseAccount();
  if (place) return { folder: place, account, madeIn: null };
  if (await canHoldData(folder, account)) return { folder, account, madeIn: null };
  const shared = await chooseSharedFolder(sharedFolders, account);
  return { folder: await makePlace(folder, shared), account, madeIn: shared };
}
