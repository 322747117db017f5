import { readFile, stat } from 'node:fs/promises';
import { runProgram } from './run-program.ts';

/** A user of this machine that PostgreSQL can run under. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Tried in this order. Both are there on an ordinary system or come with its own PostgreSQL; none is ever made. */
const ACCOUNT_NAMES = ['postgres', 'nobody'] as const;

/** Whether we are root, which PostgreSQL refuses to run as. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The named accounts out of the text of /etc/passwd, in the order of `names`; never one with root's number. */
export function parseAccounts(passwd: string, names: readonly string[]): Account[] {
  const entries = passwd.split('\n').map((line) => line.split(':'));
  return names.flatMap((name) => {
    const entry = entries.find(([user]) => user === name);
    const [uid, gid] = [Number.parseInt(entry?.[2] ?? '', 10), Number.parseInt(entry?.[3] ?? '', 10)];
    return Number.isNaN(uid) || Number.isNaN(gid) || uid === 0 ? [] : [{ name, uid, gid }];
  });
}

/**
 * The account for PostgreSQL when we are root: the first that a process can really be started under.
 * @throws Error when there is none
 */
export async function chooseAccount(): Promise<Account> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  for (const account of parseAccounts(passwd, ACCOUNT_NAMES)) {
    const { code } = await runProgram('/bin/sh', ['-c', ':'], { as: account });
    if (code === 0) return account;
  }
  throw new Error(
    `PostgreSQL does not run as root, and none of the accounts ${ACCOUNT_NAMES.join(', ')} can be used here: ` +
      'start as another user, or set DATABASE_URL',
  );
}

/**
 * The account that owns existing data: PostgreSQL runs under no other.
 * @returns null when the owner is who we are
 * @throws Error when we are not root and somebody else owns it
 */
export async function accountOfData(dataFolder: string): Promise<Account | null> {
  const { uid, gid } = await stat(dataFolder);
  if (uid === process.getuid?.()) {
    if (uid === 0) throw new Error(`${dataFolder} belongs to root, and PostgreSQL does not run as root`);
    return null;
  }
  if (!isRoot()) throw new Error(`${dataFolder} belongs to another user (uid ${uid}): start as that user or as root`);
  return { name: `uid ${uid}`, uid, gid };
}
