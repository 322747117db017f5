import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../../platform/records/records.ts';
import { association, opportunity, opportunityRow, summary } from '../support/selling-json.ts';
import { open, pullAll, type OpenedSession, type Pulled } from '../support/session.ts';
import { startWireServer, wireError, type WireServer } from '../support/wire-server.ts';

let server: WireServer;
let opened: OpenedSession;

beforeEach(async () => {
  server = await startWireServer();
  opened = open(server);
  server.on('GetOpportunity', ({ input }) => ({ body: opportunity(String(input['Identifier'])) }));
  server.on('GetAwsOpportunitySummary', ({ input }) => ({
    body: summary(String(input['RelatedOpportunityIdentifier'])),
  }));
  server.on('ListEngagementResourceAssociations', () => ({
    body: {
      EngagementResourceAssociationSummaries: [association('eng-b', 'O1'), association('eng-a', 'O1'), null],
      NextToken: null,
    },
  }));
});

afterEach(async () => {
  await opened.session.close();
  await server.close();
});

function listOnePage(...rows: unknown[]): void {
  server.on('ListOpportunities', () => ({ body: { OpportunitySummaries: rows, NextToken: null } }));
}

async function pull(since: string | null = null): Promise<Pulled> {
  return pullAll(opened.session, 'opportunities', { since });
}

describe('what an opportunity becomes', () => {
  test('an opportunity is a deal with decoded text, exact money and nothing where AWS says nothing', async () => {
    listOnePage(opportunityRow('O1'));
    const { records } = await pull();
    expect(records.map(({ record }) => record)).toEqual([
      {
        kind: 'deal',
        remoteId: 'O1',
        remoteUrl: null,
        remoteVersion: '2026-04-02T10:16:12Z',
        remoteUpdatedAt: '2026-04-02T10:16:12.000Z',
        name: 'Plant data lake',
        dealKind: 'CO_SELL',
        direction: 'OUTBOUND',
        status: 'SUBMITTED',
        statusDetail: { raw: 'Submitted', rawSub: 'Qualified', rule: 'review-submitted', exact: true, reason: null },
        stage: 'QUALIFIED',
        value: { amount: '12500', currency: 'USD' },
        closeOn: '2027-03-31',
        customer: {
          name: "Example & Sons 'Dairy' GmbH",
          country: 'DE',
          website: null,
          duns: '123456789',
          city: 'Berlin',
        },
        products: ['AmazonS3', 'S-0059717'],
        vendorSelling: 'CO_SELL',
        distribution: null,
        program: 'apn',
        protection: {
          startsOn: null,
          endsOn: null,
          priceEndsOn: null,
          extension: 'NOT_OFFERED',
          extensionDeadline: null,
        },
        groupKey: 'eng-a',
        externalId: 'CRM-000417',
      },
    ]);
  });

  test('the payload holds both sides as AWS sent them, nulls included', async () => {
    listOnePage(opportunityRow('O1'));
    const { records } = await pull();
    expect(records[0]?.payload).toEqual({ opportunity: opportunity('O1'), awsSummary: summary('O1') });
  });

  test('an opportunity of which AWS has no summary yet is a deal that AWS does not sell in', async () => {
    listOnePage(opportunityRow('O1'));
    server.on('GetAwsOpportunitySummary', () => wireError(404, 'ResourceNotFoundException'));
    const { records } = await pull();
    expect(records[0]?.record).toMatchObject({ vendorSelling: 'NONE', dealKind: 'CO_SELL' });
    expect(records[0]?.payload).toMatchObject({ awsSummary: null });
  });

  test('an opportunity that has gone since it was listed gives nothing, and the run goes on', async () => {
    listOnePage(opportunityRow('O1'), opportunityRow('O2'));
    server.on('GetOpportunity', ({ input }) =>
      input['Identifier'] === 'O1' ? wireError(404, 'ResourceNotFoundException') : { body: opportunity('O2') },
    );
    const { records, broken } = await pull();
    expect(records.map(({ record }) => record.remoteId)).toEqual(['O2']);
    expect(broken).toEqual([]);
  });

  test('words and members newer than this adapter are tolerated', async () => {
    listOnePage(opportunityRow('O1'));
    server.on('GetOpportunity', () => ({
      body: opportunity('O1', { LifeCycle: { Stage: 'Parked', ReviewStatus: 'Approved' }, Newcomer: { a: [1] } }),
    }));
    server.on('GetAwsOpportunitySummary', () => ({ body: summary('O1', { InvolvementType: 'Advisory' }) }));
    const { records } = await pull();
    expect(records[0]?.record).toMatchObject({
      status: 'UNKNOWN',
      statusDetail: { rule: 'unmapped', exact: false, raw: 'Approved', rawSub: 'Parked' },
      stage: null,
      vendorSelling: 'UNKNOWN',
    });
  });
});

describe('records with a wrong shape', () => {
  test('a record with a wrong shape is kept out and named by pointer and types, and the others come', async () => {
    listOnePage(
      opportunityRow('O1'),
      opportunityRow('O2'),
      { Id: null },
      { Id: 'O3', LastModifiedDate: 1_700_000_000 },
    );
    server.on('GetOpportunity', ({ input }) => {
      const spend = [{ Amount: 'about ten', CurrencyCode: 'USD', TargetCompany: 'AWS' }];
      const id = String(input['Identifier']);
      return { body: opportunity(id, id === 'O2' ? { Project: { Title: 'x', ExpectedCustomerSpend: spend } } : {}) };
    });
    const { records, broken } = await pull();
    expect(records.map(({ record }) => record.remoteId)).toEqual(['O1']);
    expect(broken.map((item) => item.malformed)).toEqual([
      { remoteId: null, path: '/OpportunitySummaries/2/Id', problem: 'expected string, got null' },
      {
        remoteId: 'O3',
        path: '/OpportunitySummaries/3/LastModifiedDate',
        problem: 'expected string, got number',
      },
      {
        remoteId: 'O2',
        path: '/opportunity/Project/ExpectedCustomerSpend/0/Amount',
        problem: 'expected a decimal number, got another string',
      },
    ]);
  });

  test('a summary with a wrong shape keeps the deal out', async () => {
    listOnePage(opportunityRow('O1'));
    server.on('GetAwsOpportunitySummary', () => ({ body: summary('O1', { Origin: 7 }) }));
    const { broken } = await pull();
    expect(broken[0]?.malformed).toEqual({
      remoteId: 'O1',
      path: '/awsSummary/Origin',
      problem: 'expected string, got number',
    });
  });

  test('a list without its rows ends the run: nobody may take it for an empty one', async () => {
    server.on('ListOpportunities', () => ({ body: { NextToken: null } }));
    await expect(pull()).rejects.toMatchObject({ kind: 'upstream_error', operation: 'ListOpportunities' });
  });
});

describe('reading what has changed', () => {
  test('the first run asks for everything, oldest change first', async () => {
    listOnePage(opportunityRow('O1'));
    await pull();
    expect(server.requests[0]?.input).toEqual({
      Catalog: 'Sandbox',
      MaxResults: 100,
      Sort: { SortBy: 'LastModifiedDate', SortOrder: 'ASCENDING' },
    });
  });

  test('the watermark is the highest date of the list as AWS wrote it, not of the details', async () => {
    listOnePage(
      opportunityRow('O1', '2026-04-02T10:16:12.5Z'),
      opportunityRow('O2', '2026-04-02T10:16:13Z'),
      opportunityRow('O3', '2026-04-02T10:16:12Z'),
    );
    server.on('GetOpportunity', ({ input }) => ({
      body: opportunity(String(input['Identifier']), { LastModifiedDate: '2027-01-01T00:00:00Z' }),
    }));
    const { pages } = await pull();
    expect(pages.at(-1)?.watermark).toBe('2026-04-02T10:16:13Z');
  });

  test('the next run asks for changes at the watermark or later', async () => {
    listOnePage(opportunityRow('O1'));
    await pull('2026-04-02T10:16:13.457306587Z');
    expect(server.requests[0]?.input['LastModifiedDate']).toEqual({
      AfterLastModifiedDate: '2026-04-02T10:16:13.457Z',
    });
  });

  test('a run without changes keeps its watermark and looks nothing else up', async () => {
    listOnePage();
    const { pages } = await pull('2026-04-02T10:16:13Z');
    expect(pages).toEqual([{ items: [], resume: null, watermark: '2026-04-02T10:16:13Z', calls: 1 }]);
    expect(server.requests.map(({ operation }) => operation)).toEqual(['ListOpportunities']);
  });
});

describe('the engagement of an opportunity', () => {
  test('a look-up that the key may not make costs the group key and nothing else', async () => {
    listOnePage(opportunityRow('O1'));
    server.on('ListEngagementResourceAssociations', () => wireError(403, 'AccessDeniedException'));
    const { records } = await pull();
    expect(records[0]?.record).toMatchObject({ remoteId: 'O1', groupKey: null });
  });

  test('it is looked up once for all opportunities of a run, over all pages of the look-up', async () => {
    listOnePage(opportunityRow('O1'), opportunityRow('O2'), opportunityRow('O3'));
    server.on('ListEngagementResourceAssociations', ({ input }) => ({
      body: {
        EngagementResourceAssociationSummaries: [
          input['NextToken'] === 'more' ? association('eng-2', 'O2') : association('eng-1', 'O1'),
        ],
        NextToken: input['NextToken'] === 'more' ? null : 'more',
      },
    }));
    const { records } = await pull();
    expect(records.map(({ record }) => (record as DealRecord).groupKey)).toEqual(['eng-1', 'eng-2', null]);
    expect(server.countOf('ListEngagementResourceAssociations')).toBe(2);
  });
});
