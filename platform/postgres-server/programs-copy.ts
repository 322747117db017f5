import { randomBytes } from 'node:crypto';
import { chmod, constants, copyFile, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { NativePackage } from './native-package.ts';

const LINK_LIST = 'pg-symlinks.json';
const ABANDONED_MS = 10 * 60_000;
const linkListSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** What only serves compiling against PostgreSQL. */
function isForCompiling(name: string): boolean {
  return name.endsWith('.a') || name === 'pkgconfig' || name === 'pgxs';
}

/** Copies a tree so that everybody may read and enter it, whatever the modes of the original. Links are left out. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (isForCompiling(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    if (!entry.isFile()) continue;
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    await chmod(target, basename(from) === 'bin' ? 0o755 : 0o644);
  }
}

/**
 * npm packages carry no links, so the package lists its libraries' links and an install script makes them. That script
 * may not have run, so they are made here from the same list. Its paths start with the folder's own name, `native/`.
 */
async function makeLinks(nativeFolder: string, copy: string): Promise<void> {
  const listText = await readFile(join(nativeFolder, LINK_LIST), 'utf8').catch(() => '[]');
  for (const link of linkListSchema.parse(JSON.parse(listText))) {
    const at = join(copy, relative('native', link.target));
    if (relative(copy, at).startsWith('..')) throw new Error(`${LINK_LIST} points outside its package: ${link.target}`);
    await symlink(relative(dirname(link.target), link.source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** Unfinished copies of processes that were killed. A young one may be in the making. */
async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith('new-programs-')) continue;
    const { mtimeMs } = await stat(join(home, name));
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(join(home, name), { recursive: true, force: true });
  }
}

/**
 * A copy of the programs in `home`, complete with links, made once for each version: under another name first, so that
 * a copy under the final name is whole.
 */
export async function copyPrograms(native: NativePackage, home: string): Promise<string> {
  const final = join(home, `programs-${native.key}`);
  if (await stat(final).catch(() => null)) return final;
  await removeAbandoned(home);
  const making = join(home, `new-programs-${randomBytes(6).toString('hex')}`);
  try {
    await copyTree(native.folder, making);
    await makeLinks(native.folder, making);
    await rename(making, final);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    // Another process may have finished its copy first.
    if (!(await stat(final).catch(() => null))) throw error;
  }
  return final;
}
