import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere, writePrivateFile } from './small-files.ts';

/** The database's password: random, made once, in a file of the folder that only its owner may read. */
export async function readOrMakePassword(folder: string): Promise<string> {
  const path = join(folder, 'password');
  const known = await readIfThere(path);
  if (known !== null && known.trim() !== '') return known.trim();
  const password = randomBytes(24).toString('base64url');
  await writePrivateFile(path, `${password}\n`);
  return password;
}
