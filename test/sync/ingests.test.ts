import { describe, expect, test } from '@jest/globals';
import type { Ingest } from '../../platform/ingest/ingest.ts';
import type { RecordKind } from '../../platform/records/records.ts';
import { certificationIngests } from '../../subgraphs/certifications/index.ts';
import { partnerIngests } from '../../subgraphs/partners/index.ts';
import { ALL_INGESTS } from '../../sync/all-ingests.ts';
import { createIngestTable } from '../../sync/pull/ingests.ts';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';

function taking(kind: RecordKind): Ingest {
  return {
    kind,
    store: async () => ({ added: 0, updated: 0, unchanged: 0 }),
    keepSeen: async () => {},
    markUnseen: async () => 0,
  };
}

const KINDS = Object.keys(ALL_INGESTS) as RecordKind[];

describe('who takes in what', () => {
  test('somebody takes in every kind of record that any feed brings', () => {
    const brought = new Set(ALL_WORKSHOPS.flatMap((workshop) => workshop.feeds.flatMap((feed) => feed.kinds)));
    for (const kind of brought) expect(ALL_INGESTS[kind].length).toBeGreaterThan(0);
  });

  test('people come before the certifications that name them', () => {
    const placeOf = (ingests: readonly Ingest[]): number =>
      ALL_INGESTS.certification.findIndex((each) => ingests.includes(each));
    expect(placeOf(partnerIngests as readonly Ingest[])).toBe(0);
    expect(placeOf(certificationIngests as readonly Ingest[])).toBeGreaterThan(0);
  });

  test('a kind that nobody takes in is refused by name, before anything is read', () => {
    for (const missing of KINDS) {
      const rest = KINDS.filter((kind) => kind !== missing).map(taking);
      expect(() => createIngestTable(rest)).toThrow(`no domain takes in records of kind ${missing}`);
    }
  });

  test('several may take in one kind, in the order they are named', () => {
    const [first, second] = [taking('deal'), taking('deal')];
    expect(
      createIngestTable([...KINDS.map(taking).filter((each) => each.kind !== 'deal'), first, second]).deal,
    ).toEqual([first, second]);
  });
});
