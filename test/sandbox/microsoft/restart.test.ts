import { afterEach, describe, expect, test } from '@jest/globals';
import { newFolders } from '../support/new-folder.ts';
import { INSIGHTS, REFERRALS, newReferral, startMicrosoft } from './support.ts';
import type { Answer, MicrosoftSandbox } from './support.ts';
import type { WireReferral } from './wire.ts';

const DAY = 86_400_000;
const newFolder = newFolders();
let running: MicrosoftSandbox | null = null;
const stop = async (): Promise<void> => {
  await running?.close();
  running = null;
};
afterEach(stop);

/** A stand-in that is started again and again over one folder. @param dealsPerPartner seeded ones */
async function restartable(dealsPerPartner = 6): Promise<() => Promise<MicrosoftSandbox>> {
  const folder = await newFolder();
  return async () => {
    await stop();
    running = await startMicrosoft({ dealsPerPartner, folder });
    return running;
  };
}

const post = (sandbox: MicrosoftSandbox, path: string, body: unknown): Promise<Answer> =>
  sandbox.call(path, { method: 'POST', body });
const create = async (sandbox: MicrosoftSandbox, changes: Record<string, unknown> = {}): Promise<WireReferral> => {
  const answer = await post(sandbox, REFERRALS, newReferral(changes));
  expect(answer.status).toBe(201);
  return answer.json;
};
const read = async (sandbox: MicrosoftSandbox, id: string | undefined): Promise<WireReferral> =>
  (await sandbox.call(`${REFERRALS}/${id}`)).json;
const patch = (sandbox: MicrosoftSandbox, { id, eTag }: WireReferral, path: string, value: unknown): Promise<Answer> =>
  sandbox.call(`${REFERRALS}/${id}`, {
    method: 'PATCH',
    body: [{ op: 'replace', path, value }],
    headers: { 'if-match': eTag, prefer: 'return=representation' },
  });

const MICROSOFT = [{ type: 'BusinessProfileLocation', id: 'msft' }];

describe('Microsoft after a restart', () => {
  test('has the referral that was created, with its eTag and times, and gives the next one ids of its own', async () => {
    const start = await restartable();
    const made = await create(await start());
    const sandbox = await start();
    expect(await read(sandbox, made.id)).toEqual({ ...made, links: expect.anything() });
    const next = await create(sandbox);
    const parts = [made, next].flatMap(({ id, engagementId, eTag, updatedDateTime }) => [
      id,
      engagementId,
      eTag,
      updatedDateTime,
    ]);
    expect(new Set(parts).size).toBe(8);
    expect(next.createdDateTime > made.createdDateTime).toBe(true);
    expect((await sandbox.list({})).json['@odata.count']).toBe(8);
  });

  test('takes an eTag from before, and refuses one that a change before the restart made stale', async () => {
    const start = await restartable();
    const made = await create(await start());
    const { json: changed } = await patch(await start(), made, '/name', 'Changed once');
    const sandbox = await start();
    expect((await patch(sandbox, made, '/name', 'Changed twice')).status).toBe(412);
    const answer = await patch(sandbox, changed, '/name', 'Changed twice');
    expect(answer.status).toBe(200);
    expect(answer.json.eTag).not.toBe(changed.eTag);
    expect(answer.json.updatedDateTime > changed.updatedDateTime).toBe(true);
  });

  test('has its own side of a shared deal, and its answer to it', async () => {
    const start = await restartable();
    const first = await start();
    const { engagementId } = await create(first, { target: MICROSOFT, type: 'Shared' });
    await first.change({ type: 'microsoftDecision', engagementId, decision: 'accept' });
    const sandbox = await start();
    const sides = (await sandbox.list({ $filter: `engagementId eq '${engagementId}'` })).json.value;
    expect(sides.map(({ organizationName, status }) => `${organizationName} ${status}`).toSorted()).toEqual([
      'Alpenrand Systems GmbH Active',
      'Microsoft Active',
    ]);
    const again = await sandbox.change({ type: 'microsoftDecision', engagementId, decision: 'decline' });
    expect(again.status).toBe(400);
  });

  test('has what the control door did: changes with and without a touch, locks, removals, incoming referrals, consent', async () => {
    const start = await restartable();
    const first = await start();
    const [one, two, three, four] = (await first.list({})).json.value;
    const at = (id: string | undefined) => ({ type: 'referral', partner: 1, id });
    await first.change({ ...at(one?.id), set: { name: 'Renamed' } });
    await first.change({ ...at(two?.id), set: { details: 'none' }, touch: false });
    await first.change({ ...at(three?.id), delete: true });
    await first.change({ ...at(four?.id), locked: true });
    const incoming = (await first.change({ type: 'referral', partner: 1, create: { name: 'From staff' } })).json.record;
    await first.change({ type: 'consent', partner: 2, revoked: true });
    const renamed = await read(first, one?.id);

    const sandbox = await start();
    expect(renamed).toMatchObject({ id: one?.id, name: 'Renamed' });
    expect(await read(sandbox, one?.id)).toEqual({ ...renamed, links: expect.anything() });
    expect(await read(sandbox, two?.id)).toMatchObject({ eTag: two?.eTag, details: 'none' });
    expect((await sandbox.call(`${REFERRALS}/${three?.id}`)).status).toBe(404);
    const { eTag } = await read(sandbox, four?.id);
    expect((await patch(sandbox, { ...renamed, id: four?.id ?? '', eTag }, '/name', 'x')).status).toBe(423);
    expect(await read(sandbox, incoming.id)).toMatchObject({ name: 'From staff', status: 'New' });
    expect((await sandbox.call(REFERRALS, { as: { partner: 2 } })).status).toBe(401);
    await sandbox.change({ type: 'consent', partner: 2, revoked: false });
    const giving = await start();
    expect((await giving.call(REFERRALS, { as: { partner: 2 } })).status).toBe(200);
  });

  test('an incoming referral that ran out before stays so', async () => {
    const start = await restartable(0);
    const first = await start();
    const { id } = (await first.change({ type: 'referral', partner: 1, create: {} })).json.record;
    first.clock.now += 15 * DAY;
    // The token has run out as well.
    const expired = await first.change({ type: 'referral', id, set: {}, touch: false });
    expect(expired.json.record).toMatchObject({ status: 'Closed', substatus: 'Expired' });
    const { json } = await (await start()).change({ type: 'referral', id, set: {}, touch: false });
    expect(json.record).toEqual({ ...expired.json.record, links: expect.anything() });
  });

  test('goes on with the list of created records since the last reset', async () => {
    const start = await restartable();
    const first = await start();
    await create(first);
    await first.door('calls', 'DELETE');
    const { id } = await create(first, { externalReferenceId: 'CRM-2' });
    const sandbox = await start();
    const next = await create(sandbox, { externalReferenceId: null });
    expect((await sandbox.door('records')).json.records).toMatchObject([
      { id, externalId: 'CRM-2' },
      { id: next.id, externalId: null },
    ]);
  });

  test('has queries and reports, goes on with their runs, and gives out none of their ids again', async () => {
    const start = await restartable();
    const first = await start();
    const report = async (sandbox: MicrosoftSandbox): Promise<readonly [string, string]> => {
      const query = { Name: 'people', Query: 'SELECT MPNId, MCPID FROM TrainingCompletions TIMESPAN LIFETIME' };
      const QueryId = (await post(sandbox, `${INSIGHTS}/ScheduledQueries`, query)).json.value[0]?.queryId ?? '';
      const body = { ReportName: 'often', QueryId, StartTime: '2026-04-02T11:00:00Z', RecurrenceInterval: 4 };
      const made = await post(sandbox, `${INSIGHTS}/ScheduledReport`, body);
      return [QueryId, made.json.value[0]?.reportId ?? ''];
    };
    const executions = async (sandbox: MicrosoftSandbox, id: string): Promise<readonly string[]> => {
      const { json } = await sandbox.call(`${INSIGHTS}/ScheduledReport/execution/${id}`);
      return json.value.map(({ executionId }) => executionId);
    };
    const [queryId, reportId] = await report(first);
    const paused = (await report(first))[1];
    await first.call(`${INSIGHTS}/ScheduledReport/pause/${paused}`, { method: 'PUT' });
    const gone = (await report(first))[1];
    await first.call(`${INSIGHTS}/ScheduledReport/${gone}`, { method: 'DELETE' });
    first.clock.now += 3_000_000;
    const ran = await executions(first, reportId);
    expect(ran).toHaveLength(1);

    const sandbox = await start();
    expect((await sandbox.call(`${INSIGHTS}/ScheduledQueries?queryId=${queryId}`)).status).toBe(200);
    const { json } = await sandbox.call(`${INSIGHTS}/ScheduledReport`);
    expect(json.value.map((each) => [each.reportId, each.reportStatus])).toEqual([
      [reportId, 'Active'],
      [paused, 'Paused'],
    ]);
    sandbox.clock.now += 3_000_000;
    expect(await executions(sandbox, reportId)).toEqual(ran);
    const known = [queryId, reportId, paused, gone, ...ran];
    expect([...known, ...(await report(sandbox))].filter((id, at, all) => all.indexOf(id) !== at)).toEqual([]);
  });

  test('has the payout exports that were asked for, and gives the next one another id', async () => {
    const start = await restartable();
    const path = '/partner/v1.0/payouts/payments';
    const ask = async (sandbox: MicrosoftSandbox): Promise<string> =>
      (await sandbox.call(path, { method: 'POST' })).json.value[0]?.requestId ?? '';
    const first = await start();
    const [kept, deleted] = [await ask(first), await ask(first)];
    await first.call(`${path}/${deleted}`, { method: 'DELETE' });
    const sandbox = await start();
    expect((await sandbox.call(`${path}/${kept}`)).json.value).toMatchObject([{ requestId: kept, status: 'Queued' }]);
    expect((await sandbox.call(`${path}/${deleted}`)).status).toBe(404);
    expect([kept, deleted]).not.toContain(await ask(sandbox));
  });

  test('is as it was seeded where nothing was changed', async () => {
    const start = await restartable(30);
    const all = async (sandbox: MicrosoftSandbox) =>
      (await sandbox.listAll({})).map((referral) => ({ ...referral, links: null }));
    const before = await all(await start());
    expect(before).toHaveLength(30);
    expect(await all(await start())).toEqual(before);
  });
});
