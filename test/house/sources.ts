import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { PROJECT_ROOT } from '../../platform/project-root.ts';

/** One source file of the house. */
export interface SourceFile {
  /** Path from the root: `platform/db/database.ts`. */
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly lines: number;
  /** Paths from the root of the project's own files it imports. */
  readonly imports: readonly string[];
}

export const ROOMS = ['platform', 'vendors', 'subgraphs', 'sync', 'gateway', 'sandbox', 'demo'] as const;

const IMPORT = /(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

function read(path: string): SourceFile {
  const text = readFileSync(join(PROJECT_ROOT, path), 'utf8');
  const folder = dirname(join(PROJECT_ROOT, path));
  const imports = [...text.matchAll(IMPORT)].map((match) => relative(PROJECT_ROOT, resolve(folder, match[1] ?? '')));
  return { path, room: path.split('/')[0] ?? '', text, lines: text.split('\n').length - 1, imports };
}

/** Every TypeScript file of the rooms. */
export function sourceFiles(rooms: readonly string[] = ROOMS): SourceFile[] {
  return rooms.flatMap((room) => globSync(`${room}/**/*.ts`, { cwd: PROJECT_ROOT }).toSorted().map(read));
}

/** Every TypeScript file under test/. */
export function testFiles(): SourceFile[] {
  return globSync('test/**/*.ts', { cwd: PROJECT_ROOT }).toSorted().map(read);
}
