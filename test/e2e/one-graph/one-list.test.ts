import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openStartedHouse, type StartedHouse } from '../../support/started-house.ts';

let house: StartedHouse;

beforeAll(async () => {
  house = await openStartedHouse({ dealsPerPartner: 60 });
  await house.sync(1, 'aws');
  await house.sync(1, 'microsoft');
}, 120_000);
afterAll(() => house.close());

interface DealNode {
  readonly id: string;
  readonly closeOn: string | null;
  readonly source: { readonly vendor: { readonly id: string }; readonly remoteId: string; readonly stale: boolean };
}

const PAGE = `query Page($first: Int!, $after: String) {
  deals(first: $first, after: $after, sort: [{ field: CLOSE_ON }]) {
    totalCount
    nodes { id closeOn source { vendor { id } remoteId stale } }
    pageInfo { hasNextPage endCursor }
    notices { code }
  }
}`;

interface DealsPage {
  readonly deals: {
    readonly totalCount: number;
    readonly nodes: readonly DealNode[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly notices: readonly unknown[];
  };
}

describe('one list over vendors', () => {
  test("shows a partner's memberships, benefits, certifications and deals of both vendors in one answer", async () => {
    const { status, data, errors } = await house.ask<{
      viewer: {
        partner: Record<'memberships', Array<{ source: { vendor: { id: string } } }>> &
          Record<'benefits' | 'certifications' | 'deals', { nodes: Array<{ source: { vendor: { id: string } } }> }>;
      };
    }>(
      'var-admin',
      `{ viewer { partner {
        memberships { program { name } source { vendor { id name } } }
        benefits(first: 200) { nodes { name remaining { amount currency } source { vendor { id } fetchedAt } } }
        certifications { nodes { name expiresOn source { vendor { id } } } }
        deals(first: 200) { nodes { name source { vendor { id } } } }
      } } }`,
    );
    expect(errors).toBeUndefined();
    expect(status).toBe(200);
    const { partner } = data.viewer;
    const vendorsOf = (nodes: Array<{ source: { vendor: { id: string } } }>): string[] =>
      [...new Set(nodes.map((node) => node.source.vendor.id))].toSorted();
    expect(vendorsOf(partner.memberships)).toEqual(['aws', 'microsoft']);
    expect(vendorsOf(partner.benefits.nodes)).toEqual(['aws', 'microsoft']);
    expect(vendorsOf(partner.deals.nodes)).toEqual(['aws', 'microsoft']);
    // AWS offers no certifications by its APIs: an honest blank, and the capabilities say so.
    expect(vendorsOf(partner.certifications.nodes)).toEqual(['microsoft']);
  });

  test('money that is left comes with it, as an exact decimal', async () => {
    const { data } = await house.ask<{ benefits: { nodes: Array<{ remaining: { amount: string } | null }> } }>(
      'var-admin',
      '{ benefits(filter: { withRemaining: true }) { nodes { remaining { amount } } } }',
    );
    expect(data.benefits.nodes.length).toBeGreaterThan(0);
    for (const { remaining } of data.benefits.nodes) expect(remaining?.amount).toMatch(/^\d+(\.\d+)?$/);
  });

  test('pages through both vendors as one: every deal once, in order, those without a date last', async () => {
    const seen: DealNode[] = [];
    let after: string | null = null;
    let total = -1;
    do {
      const { data, errors }: { data: DealsPage; errors: unknown } = await house.ask<DealsPage>('var-admin', PAGE, {
        first: 7,
        after,
      });
      expect(errors).toBeUndefined();
      seen.push(...data.deals.nodes);
      total = data.deals.totalCount;
      after = data.deals.pageInfo.hasNextPage ? data.deals.pageInfo.endCursor : null;
    } while (after !== null);
    expect(new Set(seen.map((deal) => deal.id)).size).toBe(total);
    expect(seen.length).toBe(total);
    const dates = seen.map((deal) => deal.closeOn ?? '9999-12-31');
    expect(dates).toEqual(dates.toSorted());
    // Mixed, not one vendor after the other.
    const vendors = seen.map((deal) => deal.source.vendor.id);
    expect(vendors).not.toEqual(vendors.toSorted());
  });

  test('the same deal can be fetched again by its id, as a deal and as a node', async () => {
    const { data } = await house.ask<DealsPage>('var-admin', PAGE, { first: 1 });
    const id = data.deals.nodes[0]?.id;
    const again = await house.ask<{ deal: { id: string; name: string }; node: { __typename: string; name: string } }>(
      'var-admin',
      'query Again($id: ID!) { deal(id: $id) { id name } node(id: $id) { __typename ... on Deal { name } } }',
      { id },
    );
    expect(again.data.deal.id).toBe(id);
    expect(again.data.node).toEqual({ __typename: 'Deal', name: again.data.deal.name });
  });
});

describe('the cost of a page', () => {
  const FULL = `query Cost($first: Int!, $vendor: [ID!]) {
    deals(first: $first, filter: { vendor: $vendor }) {
      totalCount
      nodes {
        name
        customer { name country }
        membership { program { name } tier { name } }
        source { vendor { id name } remoteId fetchedAt stale ageSeconds }
        partner { name }
      }
      notices { code }
    }
  }`;

  async function statementsOf(variables: object): Promise<{ count: number; nodes: number }> {
    await house.ask('var-admin', FULL, variables);
    house.db.takeStatements();
    const { data, errors } = await house.ask<{ deals: { nodes: unknown[] } }>('var-admin', FULL, variables);
    expect(errors).toBeUndefined();
    // The commit follows the answer, so it may be seen with either of two requests: it is not counted.
    const statements = house.db.takeStatements().filter((sql) => sql !== 'commit');
    return { count: statements.length, nodes: data.deals.nodes.length };
  }

  test('50 deals over both vendors with customer, membership, tier and source cost as many statements as one deal', async () => {
    const one = await statementsOf({ first: 1 });
    const fifty = await statementsOf({ first: 50 });
    const fiftyOfOne = await statementsOf({ first: 50, vendor: ['aws'] });
    expect(one.nodes).toBe(1);
    expect(fifty.nodes).toBe(50);
    expect(fiftyOfOne.nodes).toBe(50);
    expect(fifty.count).toBe(one.count);
    expect(fiftyOfOne.count).toBe(one.count);
    // Begin, scope, page, count, health of the feeds, memberships, partner.
    expect(fifty.count).toBe(7);
  });
});
