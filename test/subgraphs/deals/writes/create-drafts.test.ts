import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { dealRecord, customer } from '../records.ts';
import {
  addDraft,
  addFirm,
  createDrafts,
  entry,
  openWritesRoom,
  operationsOf,
  told,
  WHOLE_ALPHA,
  WHOLE_BETA,
  type Firm,
} from './writes-room.ts';

let room: SubgraphTest;
let firm: Firm;
beforeAll(async () => {
  room = await openWritesRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  firm = await addFirm(room);
});

const dealsOf = async (as = firm.partner): Promise<unknown[]> => {
  const { deals } = await room.read<{ deals: { nodes: unknown[]; totalCount: number } }>({
    as,
    query: '{ deals { totalCount nodes { id dealStatus vendor { id } } } }',
  });
  return deals.nodes;
};

describe('one entry for several vendors', () => {
  test('becomes a draft at each, with what that vendor still misses and what it would not take', async () => {
    const drafts = [
      { vendor: 'alpha', vendorFields: { useCase: 'Gardening' } },
      { ...WHOLE_BETA, name: 'Its own name', products: [' Switches ', ' '] },
    ];
    const { opportunity, results, errors } = await createDrafts(room, firm.partner, entry({ drafts }));
    expect(errors).toEqual([]);
    expect(opportunity).toEqual({ id: expect.any(String) });
    const [alpha, beta] = results;
    expect(alpha).toMatchObject({ index: 0, missing: [{ path: '/value', label: 'Expected revenue', required: true }] });
    expect(told(alpha?.errors ?? [])).toEqual(['/vendorFields/useCase NOT_ALLOWED']);
    expect(alpha?.deal).toMatchObject({ name: 'A data lake', kind: 'CO_SELL', dealStatus: 'DRAFT', value: null });
    expect(beta).toMatchObject({ index: 1, missing: [], errors: [] });
    expect(beta?.deal).toMatchObject({
      name: 'Its own name',
      kind: 'REGISTRATION',
      dealStatus: 'DRAFT',
      value: { amount: '2000', currency: 'USD' },
      closeOn: '2026-12-31',
      products: ['Switches'],
      opportunity,
      source: { remoteVersion: 'draft-1', stale: false },
      pendingWrite: { state: 'CLEAN', handoff: null },
      history: [{ kind: 'CREATED', actor: 'tester', from: null, to: 'DRAFT', note: null }],
    });
  });

  test('tells of each draft the conflicts of that draft, and none of the drafts themselves', async () => {
    const there = dealRecord({ remoteId: 'A-1', status: 'APPROVED', customer: customer({ name: 'Acme GmbH' }) });
    await room.feeder.feed(firm.alpha, [there], { area: 'DEAL' });
    const { results } = await createDrafts(room, firm.partner, entry({ drafts: [WHOLE_ALPHA, WHOLE_BETA] }));
    expect(results.map(({ conflicts }) => conflicts.conflicts)).toEqual([
      [{ draftIndex: 0, kind: 'SAME_VENDOR_SAME_CUSTOMER' }],
      [{ draftIndex: 1, kind: 'COMPETING_VENDOR' }],
    ]);
  });

  test('is stored at the vendors that take it, and tells of the others why not', async () => {
    const distributor = await room.tenants.addPartner('A stranger');
    const drafts = [
      WHOLE_ALPHA,
      { vendor: 'gamma' },
      { ...WHOLE_ALPHA, kind: 'REGISTRATION' },
      { ...WHOLE_BETA, distributor: distributor.id },
      { ...WHOLE_BETA, distributor: '' },
    ];
    const { results, errors } = await createDrafts(room, firm.partner, entry({ drafts }));
    expect(errors).toEqual([]);
    expect(results.map(({ deal, errors: wrong }) => [deal?.vendor.id ?? null, told(wrong)])).toEqual([
      ['alpha', []],
      [null, ['/vendor NOT_SUPPORTED']],
      [null, ['/kind NOT_ALLOWED']],
      [null, ['/distributor NOT_FOUND']],
      [null, ['/distributor NOT_FOUND']],
    ]);
    expect(results[2]?.errors[0]?.message).toBe('must be one of CO_SELL, REFERRAL, not REGISTRATION');
    expect(await dealsOf()).toHaveLength(1);
  });

  test('of which no draft can be stored is refused as a whole, so that its key stays free', async () => {
    const { partner } = firm;
    const lonely = await room.tenants.addPartner('A firm without connections');
    const input = entry({ drafts: [WHOLE_ALPHA, { vendor: 'gamma' }] });
    const refused = await createDrafts(room, lonely, input);
    expect(refused).toMatchObject({ opportunity: null, results: [] });
    expect(told(refused.errors)).toEqual(['/drafts/0/vendor NOT_FOUND', '/drafts/1/vendor NOT_SUPPORTED']);
    expect(await operationsOf(room, lonely)).toEqual([]);
    await room.tenants.connect(lonely, 'alpha');
    expect((await createDrafts(room, lonely, input)).results[0]?.deal?.vendor.id).toBe('alpha');
    expect(await dealsOf(partner)).toEqual([]);
  });

  test('goes through the distributor that it names, where the partner knows it', async () => {
    const distributor = await room.tenants.addPartner('Broad Distribution');
    await room.tenants.grant({ from: firm.partner, to: distributor, vendors: ['beta'], areas: ['DEAL'] });
    const deal = await addDraft(room, firm.partner, { ...WHOLE_BETA, distributor: distributor.id });
    expect(deal.distributor).toEqual({ id: distributor.id });
    const { data } = await room.ask<{ submitDeal: { deal: { pendingWrite: { handoff: { fields: unknown[] } } } } }>({
      as: firm.partner,
      query: `mutation ($id: ID!) { submitDeal(id: $id, idempotencyKey: "one") {
        deal { pendingWrite { handoff { fields { label value } } } } } }`,
      variables: { id: deal.id },
    });
    expect(data?.submitDeal.deal.pendingWrite.handoff.fields).toContainEqual({
      label: 'Distributor',
      value: 'Broad Distribution',
    });
  });
});

describe('an entry that can not be meant', () => {
  const many = (count: number): object[] => Array.from({ length: count }, () => WHOLE_ALPHA);
  test.each<[string, Record<string, unknown>, string[]]>([
    ['without a name', { name: ' ' }, ['/name REQUIRED']],
    ['without a customer’s name', { customer: { name: ' ', country: 'DE' } }, ['/customer/name REQUIRED']],
    ['with a name without end', { name: 'n'.repeat(301) }, ['/name TOO_LONG']],
    [
      'with a street without end',
      { customer: { name: 'A', country: 'DE', street: 's'.repeat(301) } },
      ['/customer/street TOO_LONG'],
    ],
    ['with a description without end', { description: 'd'.repeat(10_001) }, ['/description TOO_LONG']],
    ['for nobody', { drafts: [] }, ['/drafts OUT_OF_RANGE']],
    ['for more than 20', { drafts: many(21) }, ['/drafts OUT_OF_RANGE']],
    ['for a vendor that nobody knows', { drafts: [WHOLE_ALPHA, { vendor: 'nobody' }] }, ['/drafts/1/vendor NOT_FOUND']],
    ['for a source of files', { drafts: [{ vendor: 'files' }] }, ['/drafts/0/vendor NOT_FOUND']],
    ['for somebody that is no partner', { partner: 'x' }, ['/partner NOT_FOUND']],
    ['without a key', { idempotencyKey: '' }, ['/idempotencyKey INVALID']],
    ['with a key without end', { idempotencyKey: 'k'.repeat(256) }, ['/idempotencyKey INVALID']],
    [
      'with products without end',
      { drafts: [{ ...WHOLE_ALPHA, products: Array(101).fill('p') }] },
      ['/drafts/0/products OUT_OF_RANGE'],
    ],
    [
      'with a product without end',
      { drafts: [{ ...WHOLE_ALPHA, products: ['p', 'p'.repeat(301)] }] },
      ['/drafts/0/products/1 TOO_LONG'],
    ],
    [
      'with vendor fields that are a list',
      { drafts: [{ ...WHOLE_ALPHA, vendorFields: [1] }] },
      ['/drafts/0/vendorFields INVALID'],
    ],
    [
      'with vendor fields that are a text',
      { drafts: [{ ...WHOLE_ALPHA, vendorFields: 'x' }] },
      ['/drafts/0/vendorFields INVALID'],
    ],
    [
      'with vendor fields without end',
      { drafts: [{ ...WHOLE_ALPHA, vendorFields: { x: 'x'.repeat(20_000) } }] },
      ['/drafts/0/vendorFields TOO_LONG'],
    ],
  ])('%s is refused, and nothing of it is stored', async (_title, more, expected) => {
    const refused = await createDrafts(room, firm.partner, entry(more));
    expect(told(refused.errors)).toEqual(expected);
    expect(refused).toMatchObject({ opportunity: null, results: [] });
    expect([await dealsOf(), await operationsOf(room, firm.partner)]).toEqual([[], []]);
  });

  test('takes 20 drafts, in as many statements as two', async () => {
    const statementsOf = async (count: number): Promise<number> => {
      const answer = await room.ask<{ createDealDrafts: { results: unknown[] } }>({
        as: firm.partner,
        query: `mutation ($input: DealDraftsInput!) { createDealDrafts(input: $input) {
          opportunity { id } results { deal { id pendingWrite { state } } missing { path } errors { path }
          conflicts { clear } } errors { path } } }`,
        variables: { input: entry({ drafts: many(count) }) },
      });
      expect(answer.data?.createDealDrafts.results).toHaveLength(count);
      return answer.statements.length;
    };
    const two = await statementsOf(2);
    expect(await statementsOf(20)).toBe(two);
  });
});

describe('what is in a draft', () => {
  test.each<[string, unknown]>([
    ['a member that every object has by nature', { constructor: 'x', toString: 'y', hasOwnProperty: 1 }],
    ['a member called like an object’s parent', JSON.parse('{"__proto__": {"useCase": "Data"}}')],
  ])('may bear any name among the vendor’s fields: %s', async (_title, vendorFields) => {
    const { results } = await createDrafts(room, firm.partner, entry({ drafts: [{ ...WHOLE_ALPHA, vendorFields }] }));
    expect(results[0]?.missing.map(({ path }) => path)).toEqual(['/vendorFields/useCase']);
  });

  test('is nothing that the form takes for money, when that is an object of another kind', async () => {
    const query = `mutation ($input: DealDraftsInput!) { createDealDrafts(input: $input) { results { errors { path code } } } }`;
    const vendorFields = {
      useCase: { toString: 1, valueOf: 2 },
      contactName: { amount: { toString: 1 }, currency: 'EUR' },
    };
    const { data, errors } = await room.ask<{ createDealDrafts: { results: Array<{ errors: unknown[] }> } }>({
      as: firm.partner,
      query,
      variables: {
        input: entry({
          drafts: [
            { ...WHOLE_ALPHA, vendorFields },
            { ...WHOLE_BETA, vendorFields },
          ],
        }),
      },
    });
    expect(errors).toEqual([]);
    expect(data?.createDealDrafts.results[0]?.errors).toEqual([{ path: '/vendorFields/useCase', code: 'INVALID' }]);
    expect(data?.createDealDrafts.results[1]?.errors).toEqual([{ path: '/vendorFields/contactName', code: 'INVALID' }]);
  });
});
