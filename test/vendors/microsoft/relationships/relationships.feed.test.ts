import { afterEach, describe, expect, test } from '@jest/globals';
import { pullAll, startBench, type Bench } from '../support/bench.ts';
import { recordsOf, rejectedOf, vendorErrorOf } from '../support/pulled.ts';
import type { Heard, Reply, Route } from '../../support/raw-server.ts';

const PATH = 'GET /center/v1/relationships';

function firm(id: string, members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    name: `Firm ${id}`,
    relationshipType: 'is_indirect_cloud_solution_provider_of',
    state: 'Active',
    mpnId: '7654321',
    location: 'DE',
    attributes: { objectType: 'PartnerRelationship' },
    ...members,
  };
}

function collection(items: readonly unknown[], next?: string): Reply {
  const headers = [{ key: 'MS-ContinuationToken', value: next }];
  const links = { next: { uri: '/relationships?seekOperation=Next', method: 'GET', headers } };
  const attributes = { objectType: 'Collection' };
  return { body: { totalCount: items.length, items, ...(next ? { links } : {}), attributes } };
}

/** Answers by role and continuation token: `reseller`, `reseller:two`, `provider`. */
function byRole(replies: Readonly<Record<string, Reply>>): Record<string, Route> {
  return { [PATH]: (heard) => replies[keyOf(heard)] ?? collection([]) };
}

function keyOf(heard: Heard): string {
  const role = heard.query.get('relationship_type') === 'IsIndirectResellerOf' ? 'reseller' : 'provider';
  const token = heard.headers['ms-continuationtoken'];
  return token ? `${role}:${String(token)}` : role;
}

const REFUSED: Reply = {
  status: 403,
  body: { code: 400, description: 'Access denied', data: [], source: 'PartnerFD' },
};

describe('reading the reseller relationships', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  test('each provider of a reseller is a membership through that distributor, over all pages', async () => {
    bench = await startBench(
      byRole({ reseller: collection([firm('AA-1')], 'two'), 'reseller:two': collection([firm('bb-2')]) }),
    );

    const pages = await pullAll(bench.session, 'relationships');

    expect(recordsOf(pages)).toMatchObject([
      {
        kind: 'membership',
        remoteId: 'csp:reseller-of:aa-1',
        program: 'csp',
        distribution: 'TWO_TIER',
        distributor: { scheme: 'ENTRA_TENANT', value: 'AA-1', name: 'Firm AA-1' },
      },
      { remoteId: 'csp:reseller-of:bb-2' },
    ]);
    expect(pages.map((page) => page.resume === null)).toEqual([false, false, true]);
    const [, second, third] = bench.server.heardAt('/center/');
    expect(second?.rawUrl).toBe('/center/v1/relationships?relationship_type=IsIndirectResellerOf&seekOperation=Next');
    expect(second?.headers['ms-continuationtoken']).toBe('two');
    expect(third?.rawUrl).toBe('/center/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf');
    expect(third?.headers['ms-continuationtoken']).toBeUndefined();
  });

  test('a provider gets one membership of its own, and its resellers are no records', async () => {
    bench = await startBench(byRole({ reseller: REFUSED, provider: collection([firm('cc-3'), firm('dd-4')], 'two') }));

    const pages = await pullAll(bench.session, 'relationships');

    expect(recordsOf(pages)).toMatchObject([
      { remoteId: 'csp:indirect-provider', program: 'csp', distribution: 'ONE_TIER', distributor: null },
    ]);
    expect(JSON.stringify(pages)).not.toMatch(/Firm cc-3/);
    expect(bench.server.heardAt('/center/')).toHaveLength(2);
  });

  test('a provider is found by an active reseller on a later page', async () => {
    const ended = firm('cc-3', { state: 'Terminated' });
    bench = await startBench(
      byRole({ provider: collection([ended], 'two'), 'provider:two': collection([firm('dd-4')]) }),
    );
    const records = recordsOf(await pullAll(bench.session, 'relationships'));
    expect(records.map((record) => record.remoteId)).toEqual(['csp:indirect-provider']);
  });

  test('a relationship that has ended is no membership', async () => {
    bench = await startBench(byRole({ reseller: collection([firm('aa-1', { state: 'Terminated' })]) }));
    expect(recordsOf(await pullAll(bench.session, 'relationships'))).toEqual([]);
  });

  test('refused on both sides, the run fails rather than wiping out what is known', async () => {
    bench = await startBench(byRole({ reseller: REFUSED, provider: REFUSED }));
    expect(await vendorErrorOf(pullAll(bench.session, 'relationships'))).toMatchObject({
      kind: 'refused',
      httpStatus: 403,
    });
  });

  test('an interrupted run goes on with the next page', async () => {
    bench = await startBench(
      byRole({ reseller: collection([firm('aa-1')], 'two'), 'reseller:two': collection([firm('bb-2')]) }),
    );
    const signal = new AbortController().signal;
    const run = bench.session.pull('relationships', { since: null, resumeFrom: null, signal })[Symbol.asyncIterator]();
    const stored = await run.next();
    await run.return?.();

    const pages = await pullAll(bench.open(), 'relationships', { resumeFrom: stored.value.resume });

    expect(recordsOf(pages).map((record) => record.remoteId)).toEqual(['csp:reseller-of:bb-2']);
    expect(bench.server.heardAt('/center/').map(keyOf)).toEqual(['reseller', 'reseller:two', 'provider']);
  });

  test('a continuation token that Microsoft no longer knows starts the run over', async () => {
    const gone = { status: 404, body: { code: 1000, description: 'not found', data: [] } };
    bench = await startBench(byRole({ reseller: collection([firm('aa-1')], 'old'), 'reseller:old': gone }));
    expect((await vendorErrorOf(pullAll(bench.session, 'relationships'))).kind).toBe('resume_rejected');
  });

  test('a next page without a token, or with the same one, ends the run instead of guessing', async () => {
    const links = { next: { uri: 'https://evil.example/relationships', method: 'GET' } };
    bench = await startBench({ [PATH]: () => ({ body: { items: [], links } }) });
    expect((await vendorErrorOf(pullAll(bench.session, 'relationships'))).message).toContain('/links/next');
    await bench.close();

    bench = await startBench({ [PATH]: () => collection([], 'same') });
    expect((await vendorErrorOf(pullAll(bench.session, 'relationships'))).message).toContain('names itself');
    expect(bench.server.heardAt('/center/')).toHaveLength(2);
  });

  test('a relationship with a wrong shape is reported and the others arrive', async () => {
    bench = await startBench(byRole({ reseller: collection([firm('aa-1', { name: 5 }), firm('bb-2'), {}]) }));
    const pages = await pullAll(bench.session, 'relationships');
    expect(recordsOf(pages).map((record) => record.remoteId)).toEqual(['csp:reseller-of:bb-2']);
    expect(rejectedOf(pages)).toEqual([
      { remoteId: 'csp:reseller-of:aa-1', path: '/name', problem: 'expected string, got number' },
      { remoteId: null, path: '/id', problem: 'expected string, got nothing' },
    ]);
  });
});
