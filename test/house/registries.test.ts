import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../platform/project-root.ts';
import { NO_ARCHIVE } from '../../sandbox/kernel/archive/archive.ts';
import { ALL_STAND_INS } from '../../sandbox/registry.ts';
import { ALL_SUBGRAPHS } from '../../subgraphs/registry.ts';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';

function foldersOf(room: string, except: readonly string[] = []): string[] {
  return readdirSync(join(PROJECT_ROOT, room), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !except.includes(entry.name))
    .map((entry) => entry.name)
    .toSorted();
}

const STAND_IN_OPTIONS = { seed: 1, partners: 1, dealsPerPartner: 1, now: () => 0, rateFactor: 1, archive: NO_ARCHIVE };

describe('the registries', () => {
  test('every folder of vendors is in the registry under its own name', () => {
    expect(ALL_WORKSHOPS.map((workshop) => workshop.facts.id).toSorted()).toEqual(foldersOf('vendors'));
  });

  test('every folder of subgraphs is in the registry under its own name', () => {
    expect(ALL_SUBGRAPHS.map((subgraph) => subgraph.name).toSorted()).toEqual(foldersOf('subgraphs'));
  });

  test('every stand-in of the sandbox is in its registry, one for each vendor that is read over an API', () => {
    const standIns = ALL_STAND_INS.map((make) => make(STAND_IN_OPTIONS).vendor).toSorted();
    expect(standIns).toEqual(foldersOf('sandbox', ['kernel', 'exports']));
    const readOverApi = ALL_WORKSHOPS.filter(({ feeds }) => feeds.some(({ transport }) => transport === 'API'));
    expect(standIns).toEqual(readOverApi.map((workshop) => workshop.facts.id).toSorted());
  });
});
