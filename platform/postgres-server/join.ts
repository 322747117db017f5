import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askServer, databaseUrl } from './ask-server.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { dataFolderOf } from './home.ts';
import { findPlace } from './location.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './options.ts';
import { FolderInUseError } from './owner-lock.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { readIfThere } from './small-files.ts';

/** An owner that has just begun has its server up within this time, in milliseconds. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 100;

/** The address of the server that somebody else runs on a folder; null when there is none that takes connections. */
async function addressOfRunning(folder: string): Promise<string | null> {
  const path = await realpath(folder);
  const elsewhere = await findPlace(path);
  const home = elsewhere?.doubt === null ? elsewhere.place : path;
  const running = await readPostmasterFile(dataFolderOf(home));
  const password = (await readIfThere(join(path, 'password')))?.trim();
  if (!running?.ready || running.port === null || !password) return null;
  return (await askServer(running.port, password)) ? databaseUrl(running.port, password) : null;
}

/**
 * Like `startEmbeddedPostgres`, for a program that works on the data for a moment: where another living process owns the
 * folder, its server is used and left running, as long as that process keeps it.
 * @throws FolderInUseError when the folder is owned and no server comes up there
 */
export async function joinEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<Pick<EmbeddedPostgres, 'url' | 'stop'>> {
  try {
    return await startEmbeddedPostgres(options);
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(PAUSE_MS)) {
      const url = await addressOfRunning(options.folder);
      if (url !== null) return { url, stop: async () => {} };
    }
    throw error;
  }
}
