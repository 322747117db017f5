import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isRunning } from './process-identity.ts';

const CLAIM = /^owner-(\d+)-([0-9a-f]+|unknown)-[0-9a-f]+\.lock$/;
/** Contenders agree in milliseconds; on a machine that is starved of processor time it takes them longer. */
const PATIENCE_MS = 15_000;
const PAUSE_MS = 10;

/** Somebody else runs on the folder. */
export class FolderInUseError extends Error {
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(`${folder} is in use by another partnergraph (pid ${pid})`);
    this.name = 'FolderInUseError';
    this.pid = pid;
  }
}

/** The right to run on a folder. */
export interface OwnerClaim {
  release(): Promise<void>;
}

interface Claim {
  readonly name: string;
  readonly pid: number;
  /** False while its process has yet to see whether others want the folder. */
  readonly won: boolean;
}

/** The claims of living processes other than `mine`; the dead's are removed on the way. */
async function livingClaims(folder: string, mine: string): Promise<Claim[]> {
  const living: Claim[] = [];
  for (const name of await readdir(folder)) {
    const match = CLAIM.exec(name);
    if (!match || name === mine) continue;
    const pid = Number(match[1]);
    const start = match[2] === 'unknown' ? null : (match[2] ?? null);
    if (await isRunning({ pid, start })) {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '');
      living.push({ name, pid, won: text !== '' });
    } else {
      await rm(join(folder, name), { force: true });
    }
  }
  return living;
}

/** Number of a living process that owns the folder or is about to; null when there is none. */
export async function ownerOf(folder: string): Promise<number | null> {
  const [claim] = await livingClaims(folder, '');
  return claim?.pid ?? null;
}

/** One try: our name in the folder, then a look around. */
async function tryClaim(folder: string, name: string, deadline: number): Promise<'won' | 'step back'> {
  await writeFile(join(folder, name), '', { flag: 'wx' });
  for (;;) {
    const others = await livingClaims(folder, name);
    if (others.length === 0) {
      await writeFile(join(folder, name), `owned by process ${process.pid}\n`);
      return 'won';
    }
    const owner = others.find((other) => other.won);
    const inTheWay = owner ?? others.find((other) => other.name < name);
    if (owner || Date.now() > deadline) throw new FolderInUseError(folder, (inTheWay ?? others[0])?.pid ?? 0);
    if (inTheWay) return 'step back';
    await sleep(PAUSE_MS);
  }
}

/**
 * Takes a folder for this process.
 *
 * Each contender makes a file of its own, named by process number and start time, and wins when it then sees no other.
 * Of any two at least one sees the other, so there are never two owners; of contenders that see each other, those with
 * the later names step back and come again. A name is never used twice, so the claim of a dead process can be removed by
 * anybody at any time, without a race.
 * @throws FolderInUseError when a living process owns it
 */
export async function claimOwnership(folder: string): Promise<OwnerClaim> {
  const self = await identify(process.pid);
  const deadline = Date.now() + PATIENCE_MS;
  for (let tries = 1; ; tries += 1) {
    const name = `owner-${process.pid}-${self?.start ?? 'unknown'}-${randomBytes(6).toString('hex')}.lock`;
    const release = (): Promise<void> => rm(join(folder, name), { force: true });
    let outcome: 'won' | 'step back' | 'failed' = 'failed';
    try {
      outcome = await tryClaim(folder, name, deadline);
    } finally {
      if (outcome !== 'won') await release();
    }
    if (outcome === 'won') return { release };
    // Longer each time, so that the first in line is left alone with the folder.
    await sleep(PAUSE_MS + Math.random() * 4 * PAUSE_MS * Math.min(tries, 10));
  }
}
