import { access, constants, mkdir, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { askServer, databaseUrl } from './ask-server.ts';
import { bringUp, type RunningServer } from './bring-up.ts';
import { createCluster } from './create-cluster.ts';
import { dataFolderOf, defaultSharedFolders, settleHome } from './home.ts';
import { settleLeftovers } from './leftovers.ts';
import { findNativePackage } from './native-package.ts';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './options.ts';
import { claimOwnership, type OwnerClaim } from './owner-lock.ts';
import { readOrMakePassword } from './password.ts';
import { usablePrograms } from './programs.ts';
import { chooseSharedFolder } from './reachability.ts';
import { stopPostmaster } from './shutdown.ts';

export type { EmbeddedPostgres, EmbeddedPostgresOptions, StartLog } from './options.ts';

/** Makes the folder if need be; its true path, whatever links lead to it. */
async function prepareFolder(path: string): Promise<string> {
  const wanted = resolve(path);
  try {
    await mkdir(wanted, { recursive: true });
    const folder = await realpath(wanted);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    throw new Error(`this user cannot keep data in ${wanted}: choose another folder or start as its owner`, {
      cause: error,
    });
  }
}

interface Started {
  readonly server: RunningServer;
  readonly url: string;
}

/** Everything between the claims and the handle. `claim` is called with each further folder that must be owned. */
async function start(
  folder: string,
  options: EmbeddedPostgresOptions,
  claim: (folder: string) => Promise<void>,
): Promise<Started> {
  const { log, port = null, durable = true, sharedFolders = defaultSharedFolders() } = options;
  const home = await settleHome({ folder, sharedFolders, log });
  if (home.folder !== folder) await claim(home.folder);
  await settleLeftovers(folder, home, log);

  const { account } = home;
  const programs = await usablePrograms(await findNativePackage(), account, async () =>
    account ? chooseSharedFolder(sharedFolders, account) : folder,
  );
  const password = await readOrMakePassword(folder);
  const dataFolder = dataFolderOf(home.folder);
  if (!(await stat(dataFolder).catch(() => null))) {
    log?.info({ dataFolder, account: account?.name }, 'making a new PostgreSQL database');
    await createCluster({ home, programs, password, durable });
  }
  const server = await bringUp({ programs, account, logFolder: folder, dataFolder, password, durable, port, log });
  if (!(await askServer(server.port, password))) {
    await stopPostmaster(server.process);
    throw new Error(
      `PostgreSQL refuses the password kept in ${folder}, which was lost or belongs to other data than ${dataFolder}`,
    );
  }
  log?.info({ dataFolder, port: server.port, pid: server.process.pid, reused: server.reused }, 'PostgreSQL is up');
  return { server, url: databaseUrl(server.port, password) };
}

/**
 * Starts PostgreSQL on a folder, or takes over the server that an owner who died left running there. On first use it
 * makes the data, with the role and the database `partnergraph`. See README.md for where things live.
 *
 * It listens on 127.0.0.1 only, and asks for a random password. It goes on running when this process dies without
 * calling `stop`; the next start then takes it over.
 * @throws FolderInUseError when another living process owns the folder
 * @throws Error naming what failed, with the last lines of PostgreSQL's log or of the program that failed
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = await prepareFolder(options.folder);
  const claims: OwnerClaim[] = [];
  const claim = async (owned: string): Promise<void> => {
    claims.push(await claimOwnership(owned));
  };
  const release = async (): Promise<void> => {
    for (const owned of claims) await owned.release();
  };
  try {
    await claim(folder);
    const { server, url } = await start(folder, options, claim);
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopped ??= stopPostmaster(server.process).finally(release));
    return { url, port: server.port, pid: server.process.pid, reused: server.reused, stop };
  } catch (error) {
    await release();
    throw error;
  }
}
