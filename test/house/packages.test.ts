import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../platform/project-root.ts';
import { sourceFiles, testFiles, type SourceFile } from './sources.ts';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const { dependencies, devDependencies } = JSON.parse(
  readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'),
) as Manifest;

/** `import … from 'name'`, `export … from 'name'` and `import 'name'`, at the start of a line. */
const FROM_A_PACKAGE = /^(?:(?:import|export)\s[^;'"=()]*?\bfrom\s+|import\s+)'([^.'][^']*)'/gm;

/** The packages that a file imports, scope and name: `@apollo/server`, not `@apollo/server/plugin/…`. */
function packagesOf({ text }: SourceFile): string[] {
  return [...text.matchAll(FROM_A_PACKAGE)]
    .map((match) => match[1] ?? '')
    .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}

function undeclared(files: readonly SourceFile[], declared: Readonly<Record<string, string>>): string[] {
  return files.flatMap((file) =>
    packagesOf(file)
      .filter((name) => !(name in declared))
      .map((name) => `${file.path} imports ${name}`),
  );
}

describe('the packages of the house', () => {
  test('are found where they are imported', () => {
    expect(new Set(sourceFiles().flatMap(packagesOf)).size).toBeGreaterThan(20);
  });

  test('are declared, those of the product as its dependencies: none is there by chance, through another', () => {
    expect(undeclared(sourceFiles(), dependencies)).toEqual([]);
    expect(undeclared(testFiles(), { ...dependencies, ...devDependencies })).toEqual([]);
  });

  test('are pinned to one version each', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[0-9a-z.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  test('of the federation are all of one version', () => {
    const versions = Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) =>
      /^@apollo\/(composition|gateway|subgraph|federation-internals|query-planner)$/.test(name),
    );
    expect(new Set(versions.map(([, version]) => version)).size).toBe(1);
  });
});
