import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { refusedHints, unusedAllowances } from '../../../gateway/schema/allowed-hints.ts';
import { buildArtefacts, SCHEMA_FOLDER, SUPERGRAPH_FILE, type Artefacts } from '../../../gateway/schema/artefacts.ts';
import { prepareSupergraph } from '../../../gateway/supergraph/prepare.ts';
import { ALL_SUBGRAPHS } from '../../../subgraphs/registry.ts';

let artefacts: Artefacts;
beforeAll(async () => {
  artefacts = await buildArtefacts(ALL_SUBGRAPHS);
});

describe('the committed schema files', () => {
  test('are exactly what the code makes (else: npm run schema)', async () => {
    for (const [path, text] of artefacts.files) {
      expect([path, await readFile(join(SCHEMA_FOLDER, path), 'utf8').catch(() => 'missing')]).toEqual([path, text]);
    }
  });

  test('hold no file that nothing makes any more', async () => {
    const found = await readdir(SCHEMA_FOLDER, { recursive: true, withFileTypes: true });
    const paths = found
      .filter((entry) => entry.isFile() && entry.name.endsWith('.graphql'))
      .map((entry) => join(entry.parentPath, entry.name).slice(SCHEMA_FOLDER.length + 1).replaceAll(sep, '/'));
    expect(paths.toSorted()).toEqual([...artefacts.files.keys()].toSorted());
  });
});

describe('the supergraph', () => {
  test('composes without a hint that nobody allowed', () => {
    expect(refusedHints(artefacts.hints)).toEqual([]);
  });

  test('needs every allowance there is', () => {
    expect(unusedAllowances(artefacts.hints)).toEqual([]);
  });

  test('demands no security feature that the gateway does not enforce', () => {
    const supergraph = artefacts.files.get(SUPERGRAPH_FILE) ?? '';
    expect(supergraph).toContain('requiresScopes/v0.1", for: SECURITY');
    expect(prepareSupergraph(supergraph)).not.toContain('requiresScopes/v0.1", for: SECURITY');
  });
});
