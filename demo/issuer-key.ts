import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exportPKCS8, generateKeyPair } from 'jose';

const KEY_FILE = 'issuer-key.pem';
const ALGORITHM = 'RS256';

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
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
  const { privateKey } = await generateKeyPair(ALGORITHM, { modulusLength: 2048, extractable: true });
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(await exportPKCS8(privateKey));
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

/** The demo's signing key as PKCS #8 text; made on first use, in a file that only its owner may read. */
export async function loadIssuerKey(folder: string): Promise<string> {
  const path = join(folder, KEY_FILE);
  return (await readIfThere(path)) ?? generate(folder, path);
}
