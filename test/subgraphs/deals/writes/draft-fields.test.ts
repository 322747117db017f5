import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mirrorRowId, toNodeId } from '../../../../platform/ids/node-id.ts';
import type { DealStatus } from '../../../../platform/records/vocabulary.ts';
import { connectionsModule } from '../../../../subgraphs/connections/index.ts';
import { dealIngests, dealsModule } from '../../../../subgraphs/deals/index.ts';
import { ALL_WORKSHOPS } from '../../../../vendors/registry.ts';
import { createVendorDirectory } from '../../../../platform/vendor/directory.ts';
import { openSubgraphTest, type SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../../support/tenants.ts';
import { dealRecord } from '../records.ts';
import { addDraft, change, createDrafts, entry, rowOf, seeDeal, told, type Changed } from './writes-room.ts';

const SELLERS = ['aws', 'cisco', 'dell', 'ibm', 'microsoft'] as const;
type Seller = (typeof SELLERS)[number];

let room: SubgraphTest;
let partner: TestPartner;
let connections: Readonly<Record<Seller, TestConnection>>;

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [dealsModule, connectionsModule],
    ingests: dealIngests,
    vendors: createVendorDirectory(ALL_WORKSHOPS),
  });
});
afterAll(() => room.close());
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  const made = await Promise.all(SELLERS.map(async (id) => [id, await room.tenants.connect(partner, id)] as const));
  connections = Object.fromEntries(made) as Record<Seller, TestConnection>;
});

const WORDS = 'The customer keeps its files in a cellar, and wants a lake.';

const update = (id: string, patch: object): Promise<Changed> => change(room, partner, 'updateDeal', { id, patch });

const missing = async (id: string): Promise<string[]> =>
  (await change(room, partner, 'submitDeal', { id })).errors
    .filter(({ code }) => code === 'REQUIRED')
    .map(({ path }) => path);

async function contentOf(id: string): Promise<{ description: string | null; vendorFields: object }> {
  const { draft } = await room.tenants.as(partner, 'partnergraph_app', (trx) =>
    trx.selectFrom('deal').select('draft').where('id', '=', rowOf(id)).executeTakeFirstOrThrow(),
  );
  if (draft === null) throw new Error('no draft');
  return draft as never;
}

describe('the description of a draft', () => {
  test.each(['aws', 'cisco', 'dell', 'ibm'] as const)('that %s misses can be given later', async (vendor) => {
    const { results } = await createDrafts(room, partner, entry({ drafts: [{ vendor }] }));
    expect(results[0]?.missing.map(({ path }) => path)).toContain('/description');
    const id = results[0]?.deal?.id ?? '';
    expect((await update(id, { description: ` ${WORDS} ` })).errors).toEqual([]);
    expect((await contentOf(id)).description).toBe(WORDS);
    expect(await missing(id)).not.toContain('/description');
    await update(id, { description: null });
    expect(await missing(id)).toContain('/description');
  });

  const there = async (vendor: Seller, status: DealStatus): Promise<string> => {
    await room.feeder.feed(connections[vendor], [dealRecord({ remoteId: 'O1', status })], { area: 'DEAL' });
    return toNodeId('Deal', mirrorRowId(connections[vendor].id, 'deal', 'O1'));
  };

  test('of a deal that its vendor has is changed there, where the vendor takes it', async () => {
    for (const [vendor, status] of [
      ['aws', 'ACTION_REQUIRED'],
      ['microsoft', 'APPROVED'],
    ] as const) {
      const id = await there(vendor, status);
      const { deal, errors } = await update(id, { description: WORDS });
      expect([errors, deal?.pendingWrite]).toMatchObject([[], { state: 'QUEUED', operation: 'UPDATE_DEAL' }]);
    }
    const operations = await room.tenants.as(partner, 'partnergraph_sync', (trx) =>
      trx.selectFrom('operation').select('intent').where('partner_id', '=', partner.uuid).execute(),
    );
    expect(operations.map(({ intent }) => intent?.patch)).toEqual([{ description: WORDS }, { description: WORDS }]);
  });

  test.each<[Seller, DealStatus, string | null, string]>([
    ['aws', 'ACTION_REQUIRED', null, '/description REQUIRED'],
    ['aws', 'APPROVED', WORDS, '/description LOCKED'],
    ['microsoft', 'APPROVED', null, '/description NOT_SUPPORTED'],
  ])('of a deal that %s has as %s follows its rules: for %j it is %s', async (vendor, status, description, error) => {
    expect(told((await update(await there(vendor, status), { description })).errors)).toEqual([error]);
  });
});

describe('a field that the vendor has not', () => {
  const WHAT = { name: 'changed', description: WORDS } as const;

  test.each<[Seller, object, string[]]>([
    ['aws', { bogus: 1, description: WORDS }, ['bogus', 'description']],
    ['microsoft', { bogus: 1, customerContact: { email: 'a@b.example', shoe: 42 } }, ['bogus', 'customerContact/shoe']],
    ['cisco', { description: WORDS, incentive: 'OIP' }, ['description']],
  ])(
    'of %s is refused in a draft, as it would be on submission, and nothing is changed or lost',
    async (vendor, vendorFields, names) => {
      const { id } = await addDraft(room, partner, { vendor });
      const before = await contentOf(id);
      const { errors, deal } = await update(id, { ...WHAT, vendorFields });
      expect(told(errors).toSorted()).toEqual(names.map((name) => `/patch/vendorFields/${name} NOT_ALLOWED`));
      expect(await contentOf(id)).toEqual(before);
      expect(deal).toMatchObject({ name: 'A data lake', source: { remoteVersion: 'draft-1' } });
      expect(await seeDeal(room, partner, id)).toEqual(deal);
    },
  );

  test('that a draft has from its beginning is told there, and a null takes it away', async () => {
    const { results } = await createDrafts(
      room,
      partner,
      entry({ drafts: [{ vendor: 'aws', vendorFields: { bogus: 1 } }] }),
    );
    expect(told(results[0]?.errors ?? [])).toContain('/vendorFields/bogus NOT_ALLOWED');
    const id = results[0]?.deal?.id ?? '';
    expect((await update(id, { vendorFields: { bogus: null } })).errors).toEqual([]);
    expect((await contentOf(id)).vendorFields).toEqual({});
  });

  test('does not keep a draft from fields of the vendor, also with values that it will not take yet', async () => {
    const { id } = await addDraft(room, partner, { vendor: 'microsoft' });
    const vendorFields = { services: ['Gardening'], industry: 'Milk' };
    expect((await update(id, { vendorFields })).errors).toEqual([]);
    expect((await contentOf(id)).vendorFields).toEqual(vendorFields);
  });

  test('that only a portal’s person can make something of stays in the form that is handed over', async () => {
    const { id } = await addDraft(room, partner, { vendor: 'dell' });
    expect((await update(id, { vendorFields: { 'What we also know': 'x' } })).errors).toEqual([]);
  });
});

describe('a country that there is not', () => {
  const nowhere = { name: 'Acme GmbH', country: 'XX' };

  test('is refused in an entry of drafts, and in a change', async () => {
    const refused = await createDrafts(room, partner, entry({ customer: nowhere, drafts: [{ vendor: 'ibm' }] }));
    expect(refused).toMatchObject({ opportunity: null, results: [] });
    const message = 'must be the code of a country (ISO 3166-1 alpha-2), not "XX"';
    expect(refused.errors).toMatchObject([{ path: '/customer/country', code: 'INVALID', message }]);
    const { id } = await addDraft(room, partner, { vendor: 'ibm' });
    expect((await update(id, { customer: nowhere })).errors).toMatchObject([
      { path: '/patch/customer/country', code: 'INVALID', message },
    ]);
  });
});
