import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { CENTER_HOST, INSIGHTS, startMicrosoft } from './support.ts';
import type { Answer, CallOptions, MicrosoftSandbox } from './support.ts';

const QUERY =
  'SELECT MPNId, TrainingTitle, TrainingType, TrainingCompletionDate, ExpirationDate, ActivationStatus, MCPID FROM TrainingCompletions TIMESPAN LIFETIME';
const DELAY = 1500;
const HOUR = 3_600_000;

describe('programmatic reports', () => {
  let sandbox: MicrosoftSandbox;

  beforeEach(async () => {
    sandbox = await startMicrosoft({ tokenLifetimeSeconds: 400 * 86_400 });
  });
  afterEach(async () => {
    await sandbox.close();
  });

  const post = (path: string, body: unknown, options: CallOptions = {}): Promise<Answer> =>
    sandbox.call(`${INSIGHTS}/${path}`, { method: 'POST', body, ...options });
  const get = (path: string, options: CallOptions = {}): Promise<Answer> =>
    sandbox.call(`${INSIGHTS}/${path}`, options);

  async function queryId(options: CallOptions = {}): Promise<string> {
    const { json } = await post('ScheduledQueries', { Name: 'certifications', Query: QUERY }, options);
    return json.value[0]?.queryId ?? '';
  }

  async function reportId(changes: Record<string, unknown> = {}, options: CallOptions = {}): Promise<string> {
    const body = { ReportName: 'now', QueryId: await queryId(options), ExecuteNow: true, ...changes };
    return (await post('ScheduledReport', body, options)).json.value[0]?.reportId ?? '';
  }

  async function download(link: string | null | undefined): Promise<Answer & { rows: Record<string, string>[] }> {
    const response = await fetch(link ?? '');
    const text = await response.text();
    const isCsv = response.headers.get('content-type') === 'text/csv';
    const rows = isCsv ? parse<Record<string, string>>(text, { columns: true }) : [];
    return { status: response.status, headers: response.headers, text, json: {} as Answer['json'], rows };
  }

  test('lists the datasets with their columns and time spans', async () => {
    const { json } = await get('ScheduledDataset');
    expect(json).toMatchObject({ nextLink: null, totalCount: 3, statusCode: 200, dataRedacted: false });
    expect(json.value.map(({ datasetName }) => datasetName)).toEqual([
      'Profile',
      'TrainingCompletions',
      'CompetencySummaryHistory',
    ]);
    const one = await get('ScheduledDataset?datasetName=trainingcompletions');
    expect(one.json.value).toHaveLength(1);
    expect(one.json.value[0]?.selectableColumns).toHaveLength(18);
    expect((await get('ScheduledDataset?datasetName=Nothing')).status).toBe(404);
  });

  test('a query is checked when it is stored', async () => {
    const good = await post('ScheduledQueries', { Name: 'certifications', Description: 'x', Query: QUERY });
    expect(good.status).toBe(200);
    expect(good.json.value).toMatchObject([
      {
        name: 'certifications',
        query: QUERY,
        type: 'userDefined',
        user: 'api@alpenrand.example',
        createdTime: '2026-04-02T10:15:03Z',
      },
    ]);
    const bad = await post('ScheduledQueries', { Name: 'x', Query: 'SELECT Shoe FROM TrainingCompletions' });
    expect(bad.status).toBe(400);
    expect(bad.json).toMatchObject({ value: [], statusCode: 400, message: expect.stringContaining("Column 'Shoe'") });
    expect((await post('ScheduledQueries', { Query: QUERY })).json.message).toBe('Name is required.');
  });

  test('queries are found by id and name; the system query only when asked for, and never deleted', async () => {
    const id = await queryId();
    expect((await get(`ScheduledQueries?queryId=${id}`)).json.value).toHaveLength(1);
    expect((await get('ScheduledQueries?queryName=certifications')).json.value).toHaveLength(1);
    expect((await get('ScheduledQueries')).json.totalCount).toBe(1);
    expect((await get('ScheduledQueries?includeSystemQueries=true')).json.totalCount).toBe(2);
    const system = await get('ScheduledQueries?includeOnlySystemQueries=true');
    expect(system.json.value.map(({ queryId }) => queryId)).toEqual(['e65f3a4f-fb99-4319-97ff-59e57566a871']);
    const refused = await sandbox.call(`${INSIGHTS}/ScheduledQueries/${system.json.value[0]?.queryId}`, {
      method: 'DELETE',
    });
    expect(refused.status).toBe(400);
    expect((await sandbox.call(`${INSIGHTS}/ScheduledQueries/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await get(`ScheduledQueries?queryId=${id}`)).status).toBe(404);
  });

  test('a query can be tried, with its own period too', async () => {
    const path = `ScheduledQueries/testQueryResult?exportQuery=${encodeURIComponent(QUERY)}`;
    const all = await get(path);
    expect(all.json.value).toHaveLength(20);
    expect(Object.keys(all.json.value[0] ?? {})).toEqual(QUERY.slice(7).split(' FROM')[0]?.split(', '));
    const some = await get(`${path}&startTime=2025-10-01T00:00:00Z&endTime=2026-04-01T00:00:00Z`);
    expect(some.json.value.length).toBeLessThan(20);
    expect((await get(`ScheduledQueries/testQueryResult?queryId=${await queryId()}`)).json.totalCount).toBe(20);
    expect((await get('ScheduledQueries/testQueryResult')).status).toBe(400);
  });

  test('a report goes from Pending over Running to Completed; until then the plain poll is answered 404', async () => {
    const id = await reportId();
    const poll = (states = '') => get(`ScheduledReport/execution/${id}${states}`);
    const state = async () => (await poll('?executionStatus=Pending;Running;Completed')).json.value[0]?.executionStatus;
    expect((await poll()).status).toBe(404);
    expect(await state()).toBe('Pending');
    sandbox.clock.now += DELAY / 2;
    expect(await state()).toBe('Running');
    expect((await poll()).status).toBe(404);
    sandbox.clock.now += DELAY / 2;
    const done = await poll();
    expect(done.status).toBe(200);
    expect(done.json.value).toMatchObject([
      {
        reportId: id,
        executionStatus: 'Completed',
        reportLocation: null,
        reportGeneratedTime: '2026-04-02T10:15:04Z',
        format: 'csv',
      },
    ]);
  });

  test('the switch for unfinished reports answers 200 with Pending instead', async () => {
    await sandbox.close();
    sandbox = await startMicrosoft({ unfinishedReport: 'listed' });
    const { json, status } = await get(`ScheduledReport/execution/${await reportId()}`);
    expect(status).toBe(200);
    expect(json.value[0]).toMatchObject({ executionStatus: 'Pending', reportAccessSecureLink: null });
  });

  test('the file holds only the selected columns, needs no token, and its link ends after an hour', async () => {
    const id = await reportId();
    sandbox.clock.now += DELAY;
    const link = (await get(`ScheduledReport/execution/${id}`)).json.value[0]?.reportAccessSecureLink;
    const file = await download(link);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('text/csv');
    expect(file.rows).toHaveLength(20);
    expect(file.text.split('\r\n')[0]).toBe(
      'MPNId,TrainingTitle,TrainingType,TrainingCompletionDate,ExpirationDate,ActivationStatus,MCPID',
    );
    expect(file.text).not.toContain('@');
    sandbox.clock.now += HOUR;
    const late = await download(link);
    expect(late.status).toBe(403);
    expect(late.text).toContain('<Code>AuthenticationFailed</Code>');
    const again = (await get(`ScheduledReport/execution/${id}`)).json.value[0]?.reportAccessSecureLink;
    expect((await download(again)).rows).toEqual(file.rows);
    expect((await download(again?.replace(/\/blob\/insights\/[^/]+/, '/blob/insights/other'))).status).toBe(403);
  });

  test('the certifications are some expired, some within 90 days, some without an end, held by about eight people', async () => {
    const id = await reportId();
    sandbox.clock.now += DELAY;
    const { rows } = await download(
      (await get(`ScheduledReport/execution/${id}`)).json.value[0]?.reportAccessSecureLink,
    );
    const days = rows
      .filter(({ ExpirationDate }) => ExpirationDate !== '')
      .map(({ ExpirationDate }) => (Date.parse(`${ExpirationDate}Z`) - sandbox.clock.now) / 86_400_000);
    expect(days.filter((left) => left < 0)).toHaveLength(2);
    expect(days.filter((left) => left >= 0 && left < 90)).toHaveLength(4);
    expect(days.filter((left) => left >= 90)).toHaveLength(4);
    expect(rows.filter(({ ExpirationDate }) => ExpirationDate === '')).toHaveLength(10);
    expect(new Set(rows.map(({ ActivationStatus }) => ActivationStatus))).toEqual(new Set(['Active', 'Inactive']));
    expect(new Set(rows.map(({ MCPID }) => MCPID)).size).toBe(8);
  });

  test('a token sent to the file store is ignored and seen in the counts', async () => {
    const id = await reportId();
    sandbox.clock.now += DELAY;
    const link = (await get(`ScheduledReport/execution/${id}`)).json.value[0]?.reportAccessSecureLink ?? '';
    await fetch(link);
    expect((await sandbox.door('calls')).json.calls).not.toHaveProperty(['blob.downloadWithAuthorization']);
    const response = await fetch(link, { headers: { authorization: 'Bearer leaked' } });
    expect(response.status).toBe(200);
    expect((await sandbox.door('calls')).json.calls).toMatchObject({
      'blob.download': 1,
      'blob.downloadWithAuthorization': 1,
    });
  });

  test('a report can be tab-separated and cover a period of its own', async () => {
    const id = await reportId({
      Format: 'TSV',
      QueryStartTime: '2025-10-01T00:00:00Z',
      QueryEndTime: '2026-04-01T00:00:00Z',
    });
    sandbox.clock.now += DELAY;
    const { text } = await download(
      (await get(`ScheduledReport/execution/${id}`)).json.value[0]?.reportAccessSecureLink,
    );
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]?.split('\t')).toHaveLength(7);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.length).toBeLessThan(20);
  });

  test.each([
    ['an unknown query', { QueryId: '00000000-0000-4000-8000-000000000000' }, 404, 'Query'],
    ['no name', { ReportName: '' }, 400, 'ReportName'],
    ['no start', { ExecuteNow: false, RecurrenceInterval: 24 }, 400, 'StartTime'],
    ['no interval', { ExecuteNow: false, StartTime: '2026-04-03T00:00:00Z' }, 400, 'RecurrenceInterval'],
    [
      'a short interval',
      { ExecuteNow: false, StartTime: '2026-04-03T00:00:00Z', RecurrenceInterval: 3 },
      400,
      'RecurrenceInterval',
    ],
    [
      'a period without ExecuteNow',
      {
        ExecuteNow: false,
        StartTime: '2026-04-03T00:00:00Z',
        RecurrenceInterval: 24,
        QueryStartTime: '2026-01-01',
        QueryEndTime: '2026-02-01',
      },
      400,
      'QueryStartTime',
    ],
    ['another format', { Format: 'XLSX' }, 400, 'Format'],
  ])('a report with %s is refused', async (_what, changes, status, message) => {
    const body = { ReportName: 'now', QueryId: await queryId(), ExecuteNow: true, ...changes };
    const answer = await post('ScheduledReport', body);
    expect(answer.status).toBe(status);
    expect(answer.json.message).toContain(message);
  });

  test('a scheduled report runs at its times, skips what falls into a pause, and ends after its count', async () => {
    const id = await reportId({
      ExecuteNow: false,
      StartTime: '2026-04-02T12:00:00Z',
      RecurrenceInterval: 4,
      RecurrenceCount: 3,
    });
    const runs = async () => {
      const answer = await get(`ScheduledReport/execution/${id}?getLatestExecution=false`);
      return answer.status === 404 ? 0 : answer.json.value.length;
    };
    const status = async () => (await get(`ScheduledReport?reportId=${id}`)).json.value[0]?.reportStatus;
    expect(await runs()).toBe(0);
    sandbox.clock.now = Date.parse('2026-04-02T12:01:00Z');
    expect(await runs()).toBe(1);
    await sandbox.call(`${INSIGHTS}/ScheduledReport/pause/${id}`, { method: 'PUT' });
    expect(await status()).toBe('Paused');
    sandbox.clock.now = Date.parse('2026-04-02T16:01:00Z');
    expect(await runs()).toBe(1);
    await sandbox.call(`${INSIGHTS}/ScheduledReport/resume/${id}`, { method: 'PUT' });
    expect(await status()).toBe('Active');
    sandbox.clock.now = Date.parse('2026-04-05T00:00:00Z');
    expect(await runs()).toBe(3);
    expect(await status()).toBe('Inactive');
    expect((await get(`ScheduledReport/execution/${id}`)).json.value).toHaveLength(1);
  });

  test('a report can be changed and removed together with its executions', async () => {
    const id = await reportId();
    const body = { ReportName: 'renamed', StartTime: '2026-04-03T00:00:00Z', RecurrenceInterval: 24 };
    const changed = await sandbox.call(`${INSIGHTS}/ScheduledReport/${id}`, { method: 'PUT', body });
    expect(changed.json.value).toMatchObject([
      { reportName: 'renamed', recurrenceInterval: 24, reportStatus: 'Active' },
    ]);
    expect((await get('ScheduledReport?reportName=renamed')).json.totalCount).toBe(1);
    expect((await sandbox.call(`${INSIGHTS}/ScheduledReport/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await get(`ScheduledReport/execution/${id}?executionStatus=Pending`)).status).toBe(404);
  });

  test('the token may come bare in X-AadUserTicket', async () => {
    const token = await sandbox.token(CENTER_HOST);
    const ticket = await get('ScheduledDataset', { as: null, headers: { 'X-AadUserTicket': token } });
    expect(ticket.status).toBe(200);
    expect((await get('ScheduledDataset', { as: null })).status).toBe(401);
  });

  test('every second partner answers in PascalCase, errors included', async () => {
    const options = { as: { partner: 2 } };
    const { json } = await post('ScheduledQueries', { name: 'x', query: QUERY }, options);
    expect(Object.keys(json)).toEqual(['Value', 'NextLink', 'TotalCount', 'Message', 'StatusCode', 'DataRedacted']);
    expect(json).toMatchObject({ Value: [{ QueryId: expect.any(String), Type: 'userDefined' }] });
    expect((await get('ScheduledQueries?queryId=none', options)).json).toMatchObject({ StatusCode: 404, Value: [] });
  });

  test('a Report Viewer gets personal columns emptied and is told so; other users are refused', async () => {
    const as = { role: 'reportViewer' } as const;
    const path = 'ScheduledQueries/testQueryResult?exportQuery=';
    const text = encodeURIComponent(
      'SELECT Email, CorpEmail, TrainingTitle FROM TrainingCompletions TIMESPAN LIFETIME',
    );
    const full = await get(path + text);
    expect(full.json.dataRedacted).toBe(false);
    expect(JSON.stringify(full.json.value)).toContain('@');
    const less = await get(path + text, { as });
    expect(less.json.dataRedacted).toBe(true);
    expect(JSON.stringify(less.json.value)).not.toContain('@');
    for (const role of ['referralUser', 'none'] as const) {
      expect((await get('ScheduledDataset', { as: { role } })).status).toBe(403);
    }
  });
});
