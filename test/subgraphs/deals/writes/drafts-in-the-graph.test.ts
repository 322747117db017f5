import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { untilChangesAreTold } from '../../../platform/consent/until-told.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import {
  addDraft,
  addFirm,
  change,
  createDrafts,
  entry,
  openWritesRoom,
  rowOf,
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

const countOf = async (filter: object): Promise<number> => {
  const query = 'query ($filter: DealFilter) { deals(filter: $filter) { totalCount } }';
  const { deals } = await room.read<{ deals: { totalCount: number } }>({
    as: firm.partner,
    query,
    variables: { filter },
  });
  return deals.totalCount;
};

describe('a draft among all deals', () => {
  test('is found like any other, by status, text, vendor, kind, value and close', async () => {
    await createDrafts(room, firm.partner, entry({ drafts: [WHOLE_ALPHA, WHOLE_BETA] }));
    expect(await countOf({})).toBe(2);
    expect(await countOf({ status: ['DRAFT'], text: 'acme', closeTo: '2026-12-31' })).toBe(2);
    expect(await countOf({ vendor: ['beta'], kind: ['REGISTRATION'] })).toBe(1);
    expect(await countOf({ status: ['SUBMITTED'] })).toBe(0);
  });

  test('is in the change feed from its first day, with every change of it', async () => {
    const { id } = await addDraft(room, firm.partner);
    await change(room, firm.partner, 'updateDeal', { id, patch: { name: 'X' } });
    await change(room, firm.partner, 'withdrawDeal', { id });
    expect(await room.tenants.changes(firm.partner)).toEqual([
      { kind: 'DEAL', area: 'DEAL', action: 'ADDED', node_id: rowOf(id), fields: ['draft'] },
      { kind: 'DEAL', area: 'DEAL', action: 'UPDATED', node_id: rowOf(id), fields: ['draft'] },
      { kind: 'DEAL', area: 'DEAL', action: 'UPDATED', node_id: rowOf(id), fields: ['status'] },
    ]);
    await untilChangesAreTold(room.database.kysely);
    const { changes } = await room.read<{ changes: { changes: unknown[] } }>({
      as: firm.partner,
      query: '{ changes { changes { action kind nodeId } } }',
      graph: 'connections',
    });
    expect(changes.changes).toHaveLength(3);
    expect(changes.changes[0]).toEqual({ action: 'ADDED', kind: 'DEAL', nodeId: id });
  });

  test('is a node, and so are its sale and each line of its history', async () => {
    const { id, opportunity } = await addDraft(room, firm.partner);
    const { deal } = await room.read<{ deal: { history: Array<{ id: string }> } }>({
      as: firm.partner,
      query: 'query ($id: ID!) { deal(id: $id) { history { id } } }',
      variables: { id },
    });
    const stranger = await room.tenants.addPartner('A stranger');
    for (const node of [id, opportunity?.id, deal.history[0]?.id]) {
      const ask = (as: TestPartner) =>
        room.read<{ node: { id: string } | null }>({
          as,
          query: 'query ($id: ID!) { node(id: $id) { id } }',
          variables: { id: node },
          graph: 'connections',
        });
      expect(await ask(firm.partner)).toEqual({ node: { id: node } });
      expect(await ask(stranger)).toEqual({ node: null });
    }
  });

  test('is never out of date, however long nobody touches it, and makes no figure incomplete', async () => {
    const { id } = await addDraft(room, firm.partner);
    room.clock.advance(400 * 86_400_000);
    const data = await room.read<{ deal: unknown; dealStats: unknown }>({
      as: firm.partner,
      query: `query ($id: ID!) { deal(id: $id) { source { stale transport ageSeconds } }
        dealStats(groupBy: [], currency: "EUR") { count incomplete } }`,
      variables: { id },
    });
    expect(data.deal).toEqual({ source: { stale: false, transport: 'MANUAL', ageSeconds: 400 * 86_400 } });
    expect(data.dealStats).toEqual([{ count: 1, incomplete: false }]);
    room.clock.advance(-400 * 86_400_000);
  });

  test('that was confirmed by hand is out of date once no file has told of it for as long as files may take', async () => {
    const { id } = await addDraft(room, firm.partner, WHOLE_BETA);
    await change(room, firm.partner, 'submitDeal', { id });
    await change(room, firm.partner, 'confirmPortalSubmission', { id, vendorNumber: 'B-1', submittedOn: '2026-06-15' });
    const stale = async (): Promise<unknown> => {
      const data = await room.read<{ deal: { source: { stale: boolean } }; dealStats: Array<{ incomplete: boolean }> }>(
        {
          as: firm.partner,
          query:
            'query ($id: ID!) { deal(id: $id) { source { stale } } dealStats(groupBy: [], currency: "EUR") { incomplete } }',
          variables: { id },
        },
      );
      return [data.deal.source.stale, data.dealStats[0]?.incomplete];
    };
    room.clock.advance(30 * 86_400_000);
    expect(await stale()).toEqual([false, false]);
    room.clock.advance(2 * 86_400_000);
    expect(await stale()).toEqual([true, true]);
    room.clock.advance(-32 * 86_400_000);
  });
});

describe('the sale behind several drafts', () => {
  const SALE = `id name customer { name country city } partner { id } deals { id vendor { id } opportunity { id } }
    total(currency: "EUR") { amount currency rate rateDate rateSource }`;
  const saleOf = (as: TestPartner, id: string): Promise<unknown> =>
    room.reference(as, { type: 'Opportunity', id, selection: SALE });

  test('has its deals, its customer and what they are worth together', async () => {
    const { opportunity, results } = await createDrafts(
      room,
      firm.partner,
      entry({ drafts: [WHOLE_ALPHA, WHOLE_BETA] }),
    );
    const id = opportunity?.id ?? '';
    const deals = results.map(({ deal }) => ({ id: deal?.id, vendor: deal?.vendor, opportunity: { id } }));
    expect(await saleOf(firm.partner, id)).toEqual({
      id,
      name: 'A data lake',
      customer: { name: 'Acme GmbH', country: 'DE', city: 'Berlin' },
      partner: { id: firm.partner.id },
      deals: expect.arrayContaining(deals),
      // 1000.50 EUR and 2000 USD at two dollars for a euro.
      total: expect.objectContaining({ amount: '2000.5', currency: 'EUR', rateDate: '2026-06-12' }),
    });
  });

  test('is worth nothing that could be told, as long as the value of one of them is not known', async () => {
    const { opportunity } = await createDrafts(
      room,
      firm.partner,
      entry({ drafts: [WHOLE_ALPHA, { vendor: 'beta' }] }),
    );
    expect(await saleOf(firm.partner, opportunity?.id ?? '')).toMatchObject({ total: null });
  });

  test('is its owner’s alone, whatever a grant opens', async () => {
    const { opportunity, results } = await createDrafts(room, firm.partner, entry());
    for (const level of ['COUNTS_ONLY', 'DEALS_NO_VALUE', 'FULL'] as const) {
      const grantee = await room.tenants.addPartner('A grantee');
      await room.tenants.grant({ from: firm.partner, to: grantee, vendors: ['alpha'], areas: ['DEAL'], level });
      expect(await saleOf(grantee, opportunity?.id ?? '')).toBeNull();
      const { deal } = await room.read<{ deal: { opportunity: unknown } | null }>({
        as: grantee,
        query: 'query ($id: ID!) { deal(id: $id) { opportunity { id } } }',
        variables: { id: results[0]?.deal?.id },
      });
      expect(deal?.opportunity ?? null).toBeNull();
    }
  });

  test('takes as many statements for 20 deals as for two, and so do several sales at once', async () => {
    const ids: string[] = [];
    for (const count of [2, 20]) {
      const drafts = Array.from({ length: count }, () => WHOLE_ALPHA);
      ids.push((await createDrafts(room, firm.partner, entry({ drafts }))).opportunity?.id ?? '');
    }
    const statements = async (wanted: readonly string[]): Promise<number> => {
      const answer = await room.ask({
        as: firm.partner,
        query: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Opportunity { ${SALE} } } }`,
        variables: { of: wanted.map((id) => ({ __typename: 'Opportunity', id })) },
      });
      expect(answer.errors).toEqual([]);
      return answer.statements.length;
    };
    const [two = '', twenty = ''] = ids;
    expect(await statements([twenty])).toBe(await statements([two]));
    expect(await statements([two, twenty])).toBe(await statements([two]));
  });
});
