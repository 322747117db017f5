import { randomBytes } from 'node:crypto';
import { access, link, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import type { Config } from '../config/config.ts';
import { openKeyFile } from './key-file.ts';
import { fixedKeyRing, type KeyRing } from './key-ring.ts';
import { KEY_BYTES, readMasterKeys } from './master-keys.ts';
import { SecretBoxError } from './secret-box-error.ts';

/** Name of the generated key within the data folder. */
export const MASTER_KEY_FILE = 'master.key';

export type MasterKeyConfig = Pick<Config, 'secretKey' | 'secretKeyFile' | 'demo' | 'databaseUrl'>;

/**
 * The master keys of this installation, the sealing one first: from the configuration, from the configured file, or,
 * for a demonstration or an embedded database only, from a file in the data folder that is made on first use. Keys from
 * a file follow it while the process runs.
 *
 * A generated key belongs to the data beside it: lost, the stored credentials are lost with it.
 * @param where.folder the data folder
 * @throws SecretBoxError `malformed_key` when there is no usable key; the file system's error when a file can't be read
 */
export async function openMasterKeys(
  config: MasterKeyConfig,
  where: { readonly folder: string; readonly clock: Clock; readonly log: Logger },
): Promise<KeyRing> {
  if (config.secretKey !== null) return fixedKeyRing(readMasterKeys(config.secretKey.reveal()));
  if (config.secretKeyFile !== null) return openKeyFile({ ...where, path: config.secretKeyFile });
  if (!config.demo && config.databaseUrl !== null) {
    throw new SecretBoxError('malformed_key', 'PARTNERGRAPH_SECRET_KEY: expected a key, came nothing');
  }
  const path = join(where.folder, MASTER_KEY_FILE);
  if (!(await isThere(path))) await generate(where.folder, path);
  return openKeyFile({ ...where, path });
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Written aside and then linked: of two processes that start at once, both get the key that came first, and whole. */
async function generate(folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(aside, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(aside);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
