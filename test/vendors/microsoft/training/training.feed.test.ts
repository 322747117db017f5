import { afterEach, describe, expect, test } from '@jest/globals';
import { pullAll, startBench, type Bench } from '../support/bench.ts';
import { recordsOf, vendorErrorOf } from '../support/pulled.ts';
import { times, type Reply, type Route } from '../../support/raw-server.ts';

const BASE = '/center/insights/v1/mpn';
const REPORT = 'cccccccc-0000-4000-8000-000000000003';
const HEADER = 'MPNId,TrainingTitle,TrainingType,TrainingCompletionDate,ExpirationDate,ActivationStatus,MCPID';

function envelope(value: readonly unknown[], members: Record<string, unknown> = {}): Reply {
  return {
    body: {
      value,
      nextLink: null,
      totalCount: value.length,
      message: null,
      statusCode: 200,
      dataRedacted: false,
      ...members,
    },
  };
}

function csv(rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, n) => `1234567,Course ${n},Certification,2025-06-01,2026-06-01,Active,${n}`,
  );
  return [HEADER, ...lines].join('\n');
}

interface Script {
  readonly executions?: readonly Reply[];
  readonly file?: string;
  readonly routes?: Readonly<Record<string, Route>>;
}

describe('reading the training report', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  /** Insights as a service that remembers its queries; executions answer in turn, the last one for ever. */
  async function start(script: Script = {}): Promise<Bench> {
    const queries: Array<{ queryId: string; name: string; query: string }> = [];
    let looks = 0;
    const completed = (): Reply =>
      envelope([
        { executionStatus: 'Completed', reportAccessSecureLink: `${bench.server.origin}/files/report.csv?sig=s3cret` },
      ]);
    bench = await startBench({
      [`GET ${BASE}/ScheduledDataset`]: () =>
        envelope([
          {
            datasetName: 'TrainingCompletions',
            selectableColumns: HEADER.split(','),
            availableDateRanges: ['LIFETIME'],
          },
        ]),
      [`GET ${BASE}/ScheduledQueries`]: (heard) => {
        const found = queries.filter((query) => query.name === heard.query.get('queryName'));
        return found.length > 0 ? envelope(found) : { status: 404, body: { message: 'none', statusCode: 404 } };
      },
      [`POST ${BASE}/ScheduledQueries`]: (heard) => {
        const { Name: name, Query: query } = JSON.parse(heard.body) as { Name: string; Query: string };
        queries.push({ queryId: `query-${queries.length + 1}`, name, query });
        return envelope(queries.slice(-1));
      },
      [`POST ${BASE}/ScheduledReport`]: () => envelope([{ reportId: REPORT, reportStatus: 'Active' }]),
      [`GET ${BASE}/ScheduledReport/execution/${REPORT}`]: () => {
        const scripted = script.executions?.[Math.min(looks++, script.executions.length - 1)];
        return scripted ?? completed();
      },
      [`DELETE ${BASE}/ScheduledReport/${REPORT}`]: () => envelope([]),
      'GET /files/report.csv': () => ({ headers: { 'content-type': 'text/csv' }, body: script.file ?? csv(2) }),
      ...script.routes,
    });
    return bench;
  }

  const NOT_FOUND: Reply = { status: 404, body: { message: 'not found', statusCode: 404 } };
  const PENDING = envelope([{ executionStatus: 'Pending', reportAccessSecureLink: null }]);

  function asked(): string[] {
    return bench.server.heardAt('/center/').map((heard) => `${heard.method} ${heard.path.slice(BASE.length)}`);
  }

  test('makes the query, orders the report, waits through both kinds of "not yet", reads it and tidies up', async () => {
    await start({ executions: [NOT_FOUND, PENDING, envelope([{ executionStatus: 'Running' }]), undefined as never] });

    const pages = await pullAll(bench.session, 'training');

    expect(recordsOf(pages)).toMatchObject([{ name: 'Course 0' }, { name: 'Course 1' }]);
    expect(pages.map((page) => [page.items.length, page.resume === null])).toEqual([
      [0, false],
      [2, true],
    ]);
    expect(asked()).toEqual([
      'GET /ScheduledDataset',
      'GET /ScheduledQueries',
      'POST /ScheduledQueries',
      'POST /ScheduledReport',
      ...Array(4).fill(`GET /ScheduledReport/execution/${REPORT}`),
      `DELETE /ScheduledReport/${REPORT}`,
    ]);
    expect(bench.clock.slept).toEqual([1000, 2000, 4000]);
    expect(new Set(bench.taken)).toEqual(new Set(['insights']));
    const ordered = JSON.parse(
      bench.server.heard.find((heard) => heard.rawUrl.endsWith('/ScheduledReport'))?.body ?? '',
    );
    expect(ordered).toMatchObject({
      QueryId: 'query-1',
      ExecuteNow: true,
      Format: 'CSV',
      StartTime: '2026-04-15T09:30:00Z',
    });
  });

  test.each(['Pending', 'Running', 'Paused', 'PENDING'])('waits for a report that is %s', async (executionStatus) => {
    await start({ executions: [envelope([{ executionStatus, reportAccessSecureLink: null }]), undefined as never] });
    expect(recordsOf(await pullAll(bench.session, 'training'))).toHaveLength(2);
    expect(bench.clock.slept).toEqual([1000]);
  });

  test('fetches the pre-signed link without our token', async () => {
    await start();
    await pullAll(bench.session, 'training');
    const [download] = bench.server.heardAt('/files/');
    expect(download?.rawUrl).toBe('/files/report.csv?sig=s3cret');
    expect(download?.headers.authorization).toBeUndefined();
  });

  test('finds its query again instead of making another', async () => {
    await start();
    await pullAll(bench.session, 'training');
    await pullAll(bench.session, 'training');
    expect(asked().filter((call) => call === 'POST /ScheduledQueries')).toHaveLength(1);
    expect(asked().filter((call) => call === 'POST /ScheduledReport')).toHaveLength(2);
  });

  test('understands answers with members in PascalCase', async () => {
    await start({
      routes: {
        [`GET ${BASE}/ScheduledDataset`]: () => ({
          body: { Value: [{ DatasetName: 'TrainingCompletions' }], StatusCode: 200 },
        }),
        [`POST ${BASE}/ScheduledReport`]: () => ({ body: { Value: [{ ReportId: REPORT }] } }),
      },
    });
    expect(recordsOf(await pullAll(bench.session, 'training'))).toHaveLength(2);
  });

  test('a report that takes too long ends the run without an error, and the next run reads the same report', async () => {
    await start({ executions: [...times(20, PENDING), undefined as never] });

    const unfinished = await pullAll(bench.session, 'training');
    expect(unfinished.map((page) => page.items.length)).toEqual([0]);
    expect(unfinished.at(-1)?.resume).not.toBeNull();
    expect(bench.clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(5 * 60_000);

    let { resume } = unfinished.at(-1) ?? { resume: null };
    let pages = unfinished;
    while (resume !== null) {
      pages = await pullAll(bench.open(), 'training', { resumeFrom: resume });
      resume = pages.at(-1)?.resume ?? null;
    }
    expect(recordsOf(pages)).toHaveLength(2);
    expect(asked().filter((call) => call === 'POST /ScheduledReport')).toHaveLength(1);
  });

  test('a large report comes in pages, and an interrupted run goes on with the next', async () => {
    await start({ file: csv(1100) });
    const signal = new AbortController().signal;
    const run = bench.session.pull('training', { since: null, resumeFrom: null, signal })[Symbol.asyncIterator]();
    await run.next();
    const stored = await run.next();
    await run.return?.();
    expect(stored.value.items).toHaveLength(500);

    const pages = await pullAll(bench.open(), 'training', { resumeFrom: stored.value.resume });

    expect(pages.map((page) => page.items.length)).toEqual([0, 500, 100]);
    expect(recordsOf(pages)[0]).toMatchObject({ name: 'Course 500' });
    expect(asked().filter((call) => call === 'POST /ScheduledReport')).toHaveLength(1);
  });

  test('a ticket of yesterday is given up and the run starts over', async () => {
    await start({ executions: [PENDING] });
    const unfinished = await pullAll(bench.session, 'training');
    bench.clock.advance(24 * 3_600_000);
    const error = await vendorErrorOf(
      pullAll(bench.session, 'training', { resumeFrom: unfinished.at(-1)?.resume ?? '' }),
    );
    expect(error.kind).toBe('resume_rejected');
  });

  test('a report that failed is ordered again by the next run, not at once', async () => {
    await start({ executions: [envelope([{ executionStatus: 'Failed' }])] });
    const first = vendorErrorOf(pullAll(bench.session, 'training'));
    expect((await first).kind).toBe('upstream_error');

    const signal = new AbortController().signal;
    const run = bench.session.pull('training', { since: null, resumeFrom: null, signal })[Symbol.asyncIterator]();
    const ticket = (await run.next()).value.resume;
    await run.return?.();
    const later = await vendorErrorOf(pullAll(bench.session, 'training', { resumeFrom: ticket }));
    expect(later.kind).toBe('resume_rejected');
  });

  test('a role from which columns are hidden is refused instead of storing half the truth', async () => {
    await start({
      executions: [
        envelope([{ executionStatus: 'Completed', reportAccessSecureLink: 'https://x.example' }], {
          dataRedacted: true,
        }),
      ],
    });
    const error = await vendorErrorOf(pullAll(bench.session, 'training'));
    expect(error).toMatchObject({ kind: 'refused' });
    expect(bench.server.heardAt('/files/')).toEqual([]);
  });

  test.each<[string, Reply]>([
    ['an empty list', envelope([])],
    ['not found', NOT_FOUND],
    ['other datasets', envelope([{ datasetName: 'Profile', selectableColumns: [] }])],
  ])('a role that is offered %s is refused before anything is ordered', async (_what, reply) => {
    await start({ routes: { [`GET ${BASE}/ScheduledDataset`]: () => reply } });
    expect(await vendorErrorOf(pullAll(bench.session, 'training'))).toMatchObject({ kind: 'refused' });
    expect(asked()).toEqual(['GET /ScheduledDataset']);
  });

  test('a link that points elsewhere is not followed', async () => {
    await start({
      executions: [
        envelope([{ executionStatus: 'Completed', reportAccessSecureLink: 'https://evil.example/r.csv?sig=abc' }]),
      ],
    });
    const error = await vendorErrorOf(pullAll(bench.session, 'training'));
    expect(error.kind).toBe('refused');
    expect(error.message).not.toMatch(/evil|abc/);
  });

  test('a link that has lapsed is told apart from a lapsed sign-in', async () => {
    await start({
      routes: { 'GET /files/report.csv': () => ({ status: 403, body: '<Error>AuthenticationFailed</Error>' }) },
    });
    expect(await vendorErrorOf(pullAll(bench.session, 'training'))).toMatchObject({
      kind: 'upstream_error',
      httpStatus: 403,
    });
    expect(bench.server.heardAt('/files/')).toHaveLength(1);
  });

  test('a report that can not be removed is no reason to fail', async () => {
    await start({ routes: { [`DELETE ${BASE}/ScheduledReport/${REPORT}`]: () => ({ status: 403 }) } });
    expect(recordsOf(await pullAll(bench.session, 'training'))).toHaveLength(2);
  });

  test('an abort ends the wait for the report', async () => {
    const controller = new AbortController();
    await start({ executions: [PENDING] });
    bench.clock.onSleep = () => controller.abort(new Error('stop'));
    await expect(pullAll(bench.session, 'training', { signal: controller.signal })).rejects.toThrow('stop');
  });
});
