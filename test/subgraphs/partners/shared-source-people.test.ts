import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { certificationIngests, certificationsModule } from '../../../subgraphs/certifications/index.ts';
import { partnerIngests, partnersModule } from '../../../subgraphs/partners/index.ts';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import type { CertificationRecord } from '../../../platform/records/records.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { heldBy } from './records.ts';

let room: SubgraphTest;
let partner: TestPartner;
/** A connection to gamma, which brings what people earned at alpha and beta. */
let shared: TestConnection;

const INGESTS = [...partnerIngests, ...certificationIngests] as unknown as readonly Ingest<CertificationRecord>[];

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [partnersModule, certificationsModule], ingests: [] });
});
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  shared = await room.tenants.connect(partner, 'gamma');
});
afterAll(() => room.close());

/** Stores what the feed of one vendor brings, as a run of the shared source does. */
async function bring(vendor: string, records: readonly CertificationRecord[]): Promise<void> {
  const origin = {
    partnerId: partner.uuid,
    connectionId: shared.id,
    vendorId: vendor,
    sourceId: 'gamma',
    feed: `badges-${vendor}`,
    area: 'CERTIFICATION',
    transport: 'API',
    runId: randomUUID(),
    fetchedAt: room.clock.now(),
  } as const;
  await room.tenants.as(partner, 'partnergraph_sync', async (trx) => {
    for (const ingest of INGESTS.filter(({ kind }) => kind === 'certification')) {
      await ingest.store(
        trx,
        origin,
        records.map((record) => ({ record, payload: {} })),
      );
    }
  });
}

interface PersonNode {
  id: string;
  name: string;
}

async function people(): Promise<PersonNode[]> {
  const query = '{ viewer { partner { people { nodes { id name } } } } }';
  const data = await room.read<{ viewer: { partner: { people: { nodes: PersonNode[] } } } }>({ as: partner, query });
  return data.viewer.partner.people.nodes;
}

const ADA = heldBy('ada', 'Ada', 'ada@firm.example');

describe('people of a source that brings several vendors', () => {
  test('are one person each, whichever vendor names them, in whatever order the feeds come', async () => {
    await bring('alpha', [ADA]);
    const [first] = await people();
    await bring('beta', [{ ...ADA, remoteId: 'of beta' }]);
    await bring('alpha', [ADA]);
    expect(await people()).toEqual([first]);
    const query = '{ certifications { nodes { vendor { id } holder { id } } } }';
    const data = await room.read<{ certifications: { nodes: unknown[] } }>({
      as: partner,
      query,
      graph: 'certifications',
    });
    expect(data.certifications.nodes).toEqual(
      expect.arrayContaining([
        { vendor: { id: 'alpha' }, holder: { id: first?.id } },
        { vendor: { id: 'beta' }, holder: { id: first?.id } },
      ]),
    );
  });

  test('are written once, however often they are read, and again when there is something new', async () => {
    const writtenBy = async (): Promise<string[]> => {
      const { rows } = await room.tenants.as(partner, 'partnergraph_sync', (trx) =>
        sql<{ at: string }>`select xmin::text as at from person where partner_id = ${partner.uuid}`.execute(trx),
      );
      return rows.map(({ at }) => at);
    };
    await bring('alpha', [ADA]);
    const [before] = await writtenBy();
    await bring('alpha', [ADA]);
    await bring('alpha', [heldBy('ada')]);
    expect(await writtenBy()).toEqual([before]);
    await bring('beta', [ADA]);
    const [withBeta] = await writtenBy();
    expect(withBeta).not.toBe(before);
    await bring('alpha', [heldBy('ada', 'Ada L.')]);
    expect(await writtenBy()).not.toEqual([withBeta]);
    expect((await people()).map(({ name }) => name)).toEqual(['Ada L.']);
  });

  test('without a name are shown under the name of the source, not of the vendor that came first', async () => {
    await bring('alpha', [heldBy('0123456789abcdef')]);
    expect((await people()).map(({ name }) => name)).toEqual(['Gamma Software learner ABCDEF']);
  });

  test('are open to who was granted the certifications of any of their vendors, and to nobody else', async () => {
    await bring('alpha', [ADA, heldBy('bob', 'Bob')]);
    await bring('beta', [{ ...ADA, remoteId: 'of beta' }]);
    const all = await people();
    const idOf = (name: string): string => all.find((person) => person.name === name)?.id ?? '';
    const seenWith = async (vendors: readonly string[], area: 'CERTIFICATION' | 'DEAL'): Promise<unknown[]> => {
      const reader = await room.tenants.addPartner();
      if (vendors.length > 0) await room.tenants.grant({ from: partner, to: reader, vendors, areas: [area] });
      const seen = ['Ada', 'Bob'].map((name) =>
        room.reference<{ name: string }>(reader, { type: 'Person', id: idOf(name), selection: 'name' }),
      );
      return (await Promise.all(seen)).map((person) => person?.name ?? null);
    };
    expect(await seenWith(['beta'], 'CERTIFICATION')).toEqual(['Ada', null]);
    expect(await seenWith(['alpha'], 'CERTIFICATION')).toEqual(['Ada', 'Bob']);
    expect(await seenWith(['alpha'], 'DEAL')).toEqual([null, null]);
    expect(await seenWith([], 'CERTIFICATION')).toEqual([null, null]);
  });
});
