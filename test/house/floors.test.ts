import { describe, expect, test } from '@jest/globals';
import { sourceFiles, type SourceFile } from './sources.ts';

/** What each room may import besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  vendors: ['platform'],
  subgraphs: ['platform', 'vendors'],
  sync: ['platform', 'vendors', 'subgraphs'],
  gateway: ['platform', 'vendors', 'subgraphs', 'sync'],
  demo: ['platform', 'vendors', 'subgraphs', 'sync', 'gateway', 'sandbox'],
  sandbox: [],
};

/** The sandbox stands apart: it shares nothing but where the project's folder is, and the environment's one reader. */
const SANDBOX_MAY_USE = ['platform/project-root.ts', 'platform/config/env.ts'];

/** Rooms whose folders don't know each other; a registry and what stands beside the folders knows them all. */
const SEPARATE = ['vendors', 'subgraphs', 'sandbox'];

const FILES = sourceFiles();

function folderOf(path: string): string | null {
  const parts = path.split('/');
  return parts.length > 2 ? (parts[1] ?? null) : null;
}

function crossings(file: SourceFile, forbidden: (target: string) => boolean): string[] {
  return file.imports.filter(forbidden).map((target) => `${file.path} imports ${target}`);
}

describe('the floors of the house', () => {
  test.each(Object.keys(MAY_IMPORT))('%s imports only from the rooms below it', (room) => {
    const wrong = FILES.filter((file) => file.room === room).flatMap((file) =>
      crossings(file, (target) => {
        const to = target.split('/')[0] ?? '';
        if (room === 'sandbox' && SANDBOX_MAY_USE.includes(target)) return false;
        return to !== room && !(MAY_IMPORT[room] ?? []).includes(to);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test.each(SEPARATE)('no folder of %s imports another, but for what they share', (room) => {
    const shared = room === 'sandbox' ? ['kernel'] : [];
    const wrong = FILES.filter((file) => file.room === room && folderOf(file.path) !== null).flatMap((file) =>
      crossings(file, (target) => {
        const [toRoom] = target.split('/');
        const to = folderOf(target);
        return toRoom === room && to !== null && to !== folderOf(file.path) && !shared.includes(to);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('nothing but demo and the tests knows the sandbox', () => {
    const wrong = FILES.filter((file) => !['sandbox', 'demo'].includes(file.room)).flatMap((file) =>
      crossings(file, (target) => target.startsWith('sandbox/')),
    );
    expect(wrong).toEqual([]);
  });

  test('every import of the project names a file that is there', () => {
    const known = new Set(FILES.map((file) => file.path));
    const wrong = FILES.flatMap((file) => crossings(file, (target) => !known.has(target)));
    expect(wrong).toEqual([]);
  });
});
