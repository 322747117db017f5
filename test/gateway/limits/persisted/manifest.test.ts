import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { documentId, loadManifest, readManifest } from '../../../../gateway/limits/persisted/manifest.ts';
import { PROJECT_ROOT } from '../../../../platform/project-root.ts';
import { mondayMorning } from '../../../client/monday-morning.ts';

const TEXT = '{ deals { totalCount } }';
const ID = documentId(TEXT);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partnergraph-manifest-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a manifest', () => {
  test('gives the document of an id, and knows its documents to the letter', () => {
    const manifest = readManifest(JSON.stringify({ [ID]: TEXT }));
    expect(ID).toMatch(/^sha256:[\da-f]{64}$/);
    expect(manifest.textOf(ID)).toBe(TEXT);
    expect(manifest.textOf('sha256:00')).toBeUndefined();
    expect(manifest.has(TEXT)).toBe(true);
    expect(manifest.has(`${TEXT} `)).toBe(false);
  });

  test('whose id is not that of its document is refused: it would carry out something else', () => {
    expect(() => readManifest(JSON.stringify({ [ID]: '{ deals { nodes { id } } }' }))).toThrow(ID);
  });

  test.each(['', '[]', '{"sha256:00":5}', '{"sha256:00":""}'])('of the form %j is refused', (json) => {
    expect(() => readManifest(json)).toThrow();
  });

  test('in a file that is not there, or is none, is refused with the name of the file', async () => {
    const file = join(folder, 'none.json');
    await expect(loadManifest(file)).rejects.toThrow(file);
    await writeFile(file, 'no JSON');
    await expect(loadManifest(file)).rejects.toThrow(file);
  });

  test('is what the code generator makes, with the id that the typed client sends', async () => {
    const manifest = await loadManifest(join(PROJECT_ROOT, 'test/client/generated/persisted-documents.json'));
    const id: unknown = mondayMorning.__meta__?.['hash'];
    expect(id).toMatch(/^sha256:[\da-f]{64}$/);
    expect(manifest.textOf(String(id))).toContain('query MondayMorning');
  });
});
