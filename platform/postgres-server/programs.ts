import { join } from 'node:path';
import type { Account } from './account.ts';
import type { NativePackage } from './native-package.ts';
import { copyPrograms } from './programs-copy.ts';
import { runProgram } from './run-program.ts';

/** Starting the programs is the only true test: of rights, missing libraries, noexec mounts and a foreign libc. */
async function whyUnusable(folder: string, account: Account | null): Promise<string | null> {
  for (const name of ['postgres', 'initdb']) {
    const { code, output } = await runProgram(join(folder, 'bin', name), ['--version'], { as: account });
    if (code !== 0) return `${name}: ${output.trim()}`;
  }
  const shared = join(folder, 'share', 'postgresql');
  const script = 'test -r "$1/postgres.bki" && test -x "$1/timezone" && test -r "$2"';
  const args = ['-c', script, 'sh', shared, join(folder, 'lib', 'postgresql', 'plpgsql.so')];
  const { code } = await runProgram('/bin/sh', args, { as: account });
  return code === 0 ? null : 'its share and lib folders cannot be read';
}

/**
 * The folder of programs (bin/, lib/, share/) that `account` can run: the package itself where that works, else a copy
 * with the libraries' links mended.
 * @param home makes and names the folder a copy may lie in; asked only when a copy is needed
 * @throws Error when neither runs, with the programs' own words
 */
export async function usablePrograms(
  native: NativePackage,
  account: Account | null,
  home: () => Promise<string>,
): Promise<string> {
  const inPlace = await whyUnusable(native.folder, account);
  if (inPlace === null) return native.folder;
  const copy = await copyPrograms(native, await home());
  const inCopy = await whyUnusable(copy, account);
  if (inCopy === null) return copy;
  throw new Error(
    `PostgreSQL's programs do not run on this machine: in the package, ${inPlace}; as a copy, ${inCopy}. ` +
      'Set DATABASE_URL to use a PostgreSQL of your own',
  );
}
