import { readlink, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { askServer, type ServerAnswer } from './ask-server.ts';
import { readPostmasterFile, removePostmasterFile } from './postmaster-file.ts';
import { identify, type ProcessIdentity } from './process-identity.ts';
import { runProgram } from './run-program.ts';
import { stopPostmaster } from './shutdown.ts';

const RECOVERY_MS = 30_000;
const POLL_MS = 50;

/** A postmaster that goes on although its owner is gone. */
export interface Orphan {
  readonly process: ProcessIdentity;
  readonly port: number;
  readonly durable: boolean;
}

/** Whether the process stands in the data folder, as a postmaster does, or (without /proc) names it when started. */
async function worksIn(pid: number, dataFolder: string): Promise<boolean> {
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => null)) === dataFolder;
  const { output } = await runProgram('/bin/ps', ['-o', 'command=', '-p', String(pid)], { as: null });
  return output.includes(`-D ${dataFolder} `);
}

/** Where it listens, once it takes connections (it may be recovering); null when it ends, or takes too long. */
async function portWhenReady(pid: number, dataFolder: string): Promise<number | null> {
  const deadline = Date.now() + RECOVERY_MS;
  while (Date.now() < deadline) {
    const file = await readPostmasterFile(dataFolder);
    if (file?.pid !== pid || !(await identify(pid))) return null;
    if (file.ready && file.port) return file.port;
    await sleep(POLL_MS);
  }
  return null;
}

/** What answers to our password on the port, if it serves this very data folder. */
async function askAbout(canonical: string, port: number | null, password: string): Promise<ServerAnswer | null> {
  const answer = port ? await askServer(port, password) : null;
  const served = answer && (await realpath(answer.dataFolder).catch(() => null));
  return served === canonical ? answer : null;
}

/**
 * Looks for a postmaster that its owner left running on a data folder. The caller owns the folder.
 *
 * `postmaster.pid` alone proves nothing: its number may be a stranger's by now. Ours is the process that stands in the
 * data folder and answers to the password for that folder. One that does not answer is stopped; a file that names a
 * stranger is removed; one that names nobody is left to PostgreSQL, which first makes sure that no child lives on.
 * @returns null when none is running (any more)
 * @throws Error when a server that can't be seen from here, such as another container's, runs on the data
 */
export async function findOrphan(dataFolder: string, password: string): Promise<Orphan | null> {
  const file = await readPostmasterFile(dataFolder);
  if (!file) return null;
  const canonical = await realpath(dataFolder);
  const found = await identify(file.pid);
  if (!found || !(await worksIn(found.pid, canonical))) {
    const unseen = await askAbout(canonical, file.port, password);
    if (unseen) throw new Error(`${dataFolder} is in use by a PostgreSQL that is not among this machine's processes`);
    if (found) await removePostmasterFile(dataFolder);
    return null;
  }
  const port = await portWhenReady(found.pid, dataFolder);
  const answer = await askAbout(canonical, port, password);
  if (port && answer) return { process: found, port, durable: answer.durable };
  await stopPostmaster(found);
  return null;
}

/** Stops whatever postmaster was left running on a data folder that nobody owns or needs any more. */
export async function stopOrphan(dataFolder: string): Promise<void> {
  const file = await readPostmasterFile(dataFolder);
  const found = file && (await identify(file.pid));
  if (found && (await worksIn(found.pid, await realpath(dataFolder)))) await stopPostmaster(found);
}
