import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { opportunity, opportunityRow, summary } from '../support/selling-json.ts';
import { open, pullAll, type OpenedSession, type Pulled } from '../support/session.ts';
import { startWireServer, wireError, type WireServer } from '../support/wire-server.ts';

/** Three pages, the second one empty; O2 comes again on the third. Keyed by the token that opens them. */
const PAGES: Readonly<Record<string, object>> = {
  '': {
    OpportunitySummaries: [opportunityRow('O1', '2026-04-01T00:00:00Z'), opportunityRow('O2', '2026-04-02T00:00:00Z')],
    NextToken: 'AAMA-2',
  },
  'AAMA-2': { OpportunitySummaries: [], NextToken: 'AAMA-3' },
  'AAMA-3': {
    OpportunitySummaries: [opportunityRow('O2', '2026-04-03T00:00:00Z'), opportunityRow('O3', '2026-04-04T00:00:00Z')],
    NextToken: null,
  },
};

let server: WireServer;
let opened: OpenedSession;

beforeEach(async () => {
  server = await startWireServer();
  opened = open(server);
  server.on('ListOpportunities', ({ input }) => {
    const page = PAGES[String(input['NextToken'] ?? '')];
    return page === undefined ? wireError(400, 'ValidationException', { ErrorList: [] }) : { body: page };
  });
  server.on('GetOpportunity', ({ input }) => ({ body: opportunity(String(input['Identifier'])) }));
  server.on('GetAwsOpportunitySummary', ({ input }) => ({
    body: summary(String(input['RelatedOpportunityIdentifier'])),
  }));
  server.on('ListEngagementResourceAssociations', () => ({
    body: { EngagementResourceAssociationSummaries: null, NextToken: null },
  }));
});

afterEach(async () => {
  await opened.session.close();
  await server.close();
});

function idsOf({ records }: Pulled): string[] {
  return records.map(({ record }) => record.remoteId);
}

const pull = (request = {}) => pullAll(opened.session, 'opportunities', request);

describe('pages', () => {
  test('are read to the last, an empty one between them included, and a row that comes twice is read twice', async () => {
    const pulled = await pull();
    expect(idsOf(pulled)).toEqual(['O1', 'O2', 'O2', 'O3']);
    expect(pulled.pages.map(({ watermark }) => watermark)).toEqual([
      '2026-04-02T00:00:00Z',
      '2026-04-02T00:00:00Z',
      '2026-04-04T00:00:00Z',
    ]);
    expect(pulled.pages.map(({ resume }) => resume === null)).toEqual([false, false, true]);
    // list, two opportunities with two calls each, the engagements; list; list, two opportunities.
    expect(pulled.pages.map(({ calls }) => calls)).toEqual([6, 1, 5]);
  });

  test('a row that comes twice on one page is read once', async () => {
    server.on('ListOpportunities', () => ({
      body: { OpportunitySummaries: [opportunityRow('O1'), opportunityRow('O1')], NextToken: null },
    }));
    expect(idsOf(await pull())).toEqual(['O1']);
    expect(server.countOf('GetOpportunity')).toBe(1);
  });

  test('that lead back to one already read end the run instead of going round for ever', async () => {
    server.on('ListOpportunities', ({ input }) => ({
      body: { OpportunitySummaries: [], NextToken: input['NextToken'] === 'a' ? 'b' : 'a' },
    }));
    await expect(pull()).rejects.toMatchObject({ kind: 'upstream_error' });
    expect(server.countOf('ListOpportunities')).toBe(3);
  });

  test('each call takes from the buckets of its service, the daily one included', async () => {
    await pull();
    expect(opened.gate.taken).toHaveLength(12);
    expect(new Set(opened.gate.taken.map((buckets) => buckets.join()))).toEqual(
      new Set(['selling-read,selling-read-daily']),
    );
  });
});

describe('going on where a run stopped', () => {
  test('reads what is left, with the filter and the watermark of the run that stopped', async () => {
    const first = await pull({ since: '2026-03-01T00:00:00Z' });
    const rest = await pull({ since: '2026-03-15T00:00:00Z', resumeFrom: first.pages[0]?.resume ?? null });
    expect(idsOf(rest)).toEqual(['O2', 'O3']);
    expect(rest.pages[0]?.watermark).toBe('2026-04-02T00:00:00Z');
    const lists = server.requests.filter(({ operation }) => operation === 'ListOpportunities').slice(3);
    expect(lists.map(({ input }) => [input['NextToken'], input['LastModifiedDate']])).toEqual([
      ['AAMA-2', { AfterLastModifiedDate: '2026-03-01T00:00:00Z' }],
      ['AAMA-3', { AfterLastModifiedDate: '2026-03-01T00:00:00Z' }],
    ]);
  });

  test('with a page token that AWS no longer knows asks to start over', async () => {
    const first = await pull();
    server.on('ListOpportunities', () => wireError(400, 'ValidationException'));
    await expect(pull({ resumeFrom: first.pages[0]?.resume ?? null })).rejects.toMatchObject({
      kind: 'resume_rejected',
      vendorCode: 'ValidationException',
    });
  });

  test.each([
    '',
    'null',
    'not JSON',
    ...['[]', '{"v":1}', '{"v":0,"feed":"opportunities","at":{"token":null,"since":null,"watermark":null}}'].map(
      (text) => Buffer.from(text).toString('base64url'),
    ),
  ])('from %p, which is no place of ours, asks to start over without a call', async (resumeFrom) => {
    await expect(pull({ resumeFrom })).rejects.toMatchObject({ kind: 'resume_rejected' });
    expect(server.requests).toEqual([]);
  });

  test('from a place in another feed asks to start over', async () => {
    const first = await pull();
    const resumeFrom = first.pages[0]?.resume ?? null;
    await expect(pullAll(opened.session, 'engagement-invitations', { resumeFrom })).rejects.toMatchObject({
      kind: 'resume_rejected',
    });
  });
});

test('an invalid request that is not about the page token is a refusal', async () => {
  const first = await pull();
  server.on('ListOpportunities', () =>
    wireError(400, 'ValidationException', {
      ErrorList: [{ FieldName: 'MaxResults', Message: 'm', Code: 'VALUE_OUT_OF_RANGE' }],
    }),
  );
  await expect(pull({ resumeFrom: first.pages[0]?.resume ?? null })).rejects.toMatchObject({ kind: 'refused' });
});

test('a feed that AWS does not have is an error of the caller', () => {
  expect(() =>
    opened.session.pull('certifications', { since: null, resumeFrom: null, signal: new AbortController().signal }),
  ).toThrow('feed: expected one of the feeds of AWS, got certifications');
});
