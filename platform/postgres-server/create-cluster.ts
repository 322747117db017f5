import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolderOf, type Home } from './home.ts';
import { makeFolderOf } from './reachability.ts';
import { runProgram } from './run-program.ts';
import { syncFolder } from './small-files.ts';

const INITDB_TIMEOUT_MS = 120_000;

/**
 * Our role owns its database and can make databases and roles, and is no superuser: row-level security binds it as it
 * will in production. It takes over the password that initdb read from a file, so that the password is in no statement;
 * the superuser is left without one and can't log in over the network.
 */
const FIRST_STATEMENTS = [
  'create role partnergraph login createdb createrole',
  'grant pg_read_all_settings to partnergraph',
  `update pg_authid set rolpassword = (select rolpassword from pg_authid where rolname = 'postgres')
    where rolname = 'partnergraph'`,
  'alter role postgres password null',
  'create database partnergraph owner partnergraph',
];

export interface NewCluster {
  readonly home: Home;
  /** Folder of PostgreSQL's programs. */
  readonly programs: string;
  readonly password: string;
  readonly durable: boolean;
}

/** initdb: text is UTF-8 and sorts by code point, with the built-in rules, so that no system locale matters. */
async function runInitdb(cluster: NewCluster, dataFolder: string, passwordFile: string): Promise<void> {
  const { code, output } = await runProgram(
    join(cluster.programs, 'bin', 'initdb'),
    [
      `--pgdata=${dataFolder}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(cluster.durable ? [] : ['--no-sync']),
    ],
    { as: cluster.home.account, timeoutMs: INITDB_TIMEOUT_MS },
  );
  if (code !== 0) throw new Error(`initdb failed (exit code ${code}): ${output.trim()}`);
}

/** The first statements, given to a server of one process that listens nowhere. */
async function runFirstStatements(cluster: NewCluster, dataFolder: string): Promise<void> {
  const { code, output } = await runProgram(
    join(cluster.programs, 'bin', 'postgres'),
    [
      '--single',
      '-j',
      ...(cluster.durable ? [] : ['-F']),
      '-c',
      'exit_on_error=on',
      '-c',
      'log_checkpoints=off',
      '-D',
      dataFolder,
      'postgres',
    ],
    {
      as: cluster.home.account,
      input: FIRST_STATEMENTS.map((statement) => `${statement};\n\n`).join(''),
      timeoutMs: INITDB_TIMEOUT_MS,
    },
  );
  if (code !== 0) throw new Error(`the first statements failed (exit code ${code}): ${output.trim()}`);
}

/** Removes what is unfinished: ours, and that of runs that were killed. The caller owns the folder. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^new-[0-9a-f]+$/.test(name)) continue;
    // An initdb that outlived its parent may still be writing for a moment; what is left then is removed later.
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

/**
 * Makes the data folder with the role and the database in it. All of it happens in a sibling that gets its name when it
 * is complete: a kill at any moment leaves nothing half-made behind.
 * @throws Error with the last words of the program that failed
 */
export async function createCluster(cluster: NewCluster): Promise<void> {
  const { folder, account } = cluster.home;
  await removeUnfinished(folder);
  const making = join(folder, `new-${randomBytes(6).toString('hex')}`);
  const [dataFolder, passwordFile] = [join(making, 'data'), join(making, 'password')];
  try {
    await mkdir(making);
    await chmod(making, 0o755);
    await makeFolderOf(account, dataFolder);
    await writeFile(passwordFile, `${cluster.password}\n`, { mode: 0o600, flag: 'wx' });
    if (account) await chown(passwordFile, account.uid, account.gid);
    await runInitdb(cluster, dataFolder, passwordFile);
    await runFirstStatements(cluster, dataFolder);
    await rename(dataFolder, dataFolderOf(folder));
    await syncFolder(folder);
  } finally {
    await removeUnfinished(folder);
  }
}
