import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { KEY_BYTES, readMasterKeys, type MasterKey } from './master-keys.ts';
import { SecretBoxError } from './secret-box-error.ts';

/** Name of the generated key within the data folder. */
export const MASTER_KEY_FILE = 'master.key';

export type MasterKeyConfig = Pick<Config, 'secretKey' | 'secretKeyFile' | 'demo' | 'databaseUrl'>;

/**
 * The master keys of this installation, the sealing one first: from the configuration, from the configured file, or,
 * for a demonstration or an embedded database only, from a file in the data folder that is made on first use.
 *
 * A generated key belongs to the data beside it: lost, the stored credentials are lost with it.
 * @param where.folder the data folder
 * @throws SecretBoxError `malformed_key` when there is no usable key; the file system's error when a file can't be read
 */
export async function loadMasterKey(
  config: MasterKeyConfig,
  where: { readonly folder: string },
): Promise<readonly MasterKey[]> {
  if (config.secretKey !== null) return readMasterKeys(config.secretKey.reveal());
  if (config.secretKeyFile !== null) return readMasterKeys(await readFile(config.secretKeyFile, 'utf8'));
  if (!config.demo && config.databaseUrl !== null) {
    throw new SecretBoxError('malformed_key', 'PARTNERGRAPH_SECRET_KEY: expected a key, came nothing');
  }
  const path = join(where.folder, MASTER_KEY_FILE);
  return readMasterKeys((await readIfThere(path)) ?? (await generate(where.folder, path)));
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Written aside and then linked: of two processes that start at once, both get the key that came first, and whole. */
async function generate(folder: string, path: string): Promise<string> {
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
  return readFile(path, 'utf8');
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
