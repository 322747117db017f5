import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { awsAccount } from '../../sandbox/aws/accounts.ts';
import { openMirrorHouse, SANDBOX_SEED, type MirrorHouse } from '../support/mirror.ts';
import { MirrorView } from './support/mirror-view.ts';

const DEALS = 8;

let house: MirrorHouse;
let aws: MirrorView;
let microsoft: MirrorView;

beforeAll(async () => {
  house = await openMirrorHouse({ dealsPerPartner: DEALS });
  aws = new MirrorView(house, 1, 'aws', ['opportunities']);
  microsoft = new MirrorView(house, 1, 'microsoft', ['referrals']);
  expect(await aws.sync()).toBe('succeeded');
  expect(await microsoft.sync()).toBe('succeeded');
}, 60_000);
afterAll(() => house.close());

const account = awsAccount(SANDBOX_SEED, 1).accountId;

/** Changes an opportunity as AWS's staff would. */
function changeOpportunity(id: string, change: object): Promise<unknown> {
  return house.control('POST', 'aws/records', { type: 'opportunity', account, id, ...change });
}

/** Changes, makes or removes a referral as Microsoft's staff would. */
async function changeReferral(change: object): Promise<{ id: string }> {
  const { record } = (await house.control('POST', 'microsoft/records', {
    type: 'referral',
    partner: 1,
    ...change,
  })) as {
    record: { id: string };
  };
  return record;
}

/** What a step adds to the change log. */
async function added(of: MirrorView, step: () => Promise<unknown>): Promise<Awaited<ReturnType<MirrorView['log']>>> {
  const before = (await of.log()).length;
  await step();
  return (await of.log()).slice(before);
}

async function someDeal(of: MirrorView, at: number): Promise<{ remoteId: string; id: string; name: string }> {
  const [remoteId, deal] = [...(await of.deals())].filter(([, { deleted_upstream: gone }]) => !gone)[at] ?? [];
  if (remoteId === undefined || deal === undefined) throw new Error('there are too few deals');
  return { remoteId, id: deal.id, name: deal.name };
}

describe('a record that changes at the vendor', () => {
  test('is brought by the next run of what changed: that one, and in it what differs', async () => {
    const deal = await someDeal(aws, 0);
    await changeOpportunity(deal.remoteId, { set: { Project: { Title: 'A new title' } } });
    const changes = await added(aws, () => aws.sync());
    expect(changes).toEqual([{ kind: 'DEAL', action: 'UPDATED', node_id: deal.id, fields: ['name', 'name_search'] }]);
    expect((await aws.deals()).get(deal.remoteId)?.name).toBe('A new title');
    expect(await aws.lastRun('opportunities')).toMatchObject({
      full_run: false,
      complete: true,
      added: 0,
      updated: 1,
      deleted: 0,
    });
  });

  test('is brought from the other vendor just so, with its new version', async () => {
    const deal = await someDeal(microsoft, 0);
    const version = (await microsoft.deals()).get(deal.remoteId)?.remote_version;
    await changeReferral({ id: deal.remoteId, set: { name: 'A new name' } });
    const changes = await added(microsoft, () => microsoft.sync());
    expect(changes).toEqual([{ kind: 'DEAL', action: 'UPDATED', node_id: deal.id, fields: ['name', 'name_search'] }]);
    const after = (await microsoft.deals()).get(deal.remoteId);
    expect(after?.name).toBe('A new name');
    expect(after?.remote_version).not.toBe(version);
  });

  test('and is new is brought as an addition', async () => {
    let made = { id: '' };
    const changes = await added(microsoft, async () => {
      made = await changeReferral({ create: { name: 'Just arrived' } });
      await microsoft.sync();
    });
    expect(changes).toMatchObject([{ kind: 'DEAL', action: 'ADDED' }]);
    expect((await microsoft.deals()).get(made.id)?.name).toBe('Just arrived');
  });

  test('and brings no other vendor nor any other partner into motion', async () => {
    const deal = await someDeal(aws, 1);
    const [other, untouched] = [await microsoft.log(), new MirrorView(house, 2, 'aws')];
    await changeOpportunity(deal.remoteId, { set: { Project: { Title: 'Another new title' } } });
    await aws.sync();
    expect(await microsoft.log()).toEqual(other);
    expect(await untouched.log()).toEqual([]);
  });
});

describe('a record that is deleted at the vendor', () => {
  test.each(['aws', 'microsoft'])(
    '%s: is missed only by a run of everything, and told once',
    async (vendor) => {
      const of = vendor === 'aws' ? aws : microsoft;
      const feed = vendor === 'aws' ? 'opportunities' : 'referrals';
      const deal = await someDeal(of, 2);
      if (vendor === 'aws') await changeOpportunity(deal.remoteId, { delete: true });
      else await changeReferral({ id: deal.remoteId, delete: true });
      expect(await added(of, () => of.sync())).toEqual([]);
      expect((await of.deals()).get(deal.remoteId)?.deleted_upstream).toBe(false);
      expect(await added(of, () => of.sync(true))).toEqual([
        { kind: 'DEAL', action: 'DELETED', node_id: deal.id, fields: ['deleted_upstream'] },
      ]);
      expect(await of.lastRun(feed)).toMatchObject({ full_run: true, complete: true, deleted: 1 });
      expect((await of.deals()).get(deal.remoteId)).toMatchObject({ deleted_upstream: true, name: deal.name });
      expect(await added(of, () => of.sync(true))).toEqual([]);
    },
    60_000,
  );
});

describe('a record whose shape is wrong', () => {
  test('is rejected and counted, and the rest is stored; what was known of it stays', async () => {
    const [bad, good] = [await someDeal(aws, 3), await someDeal(aws, 4)];
    await changeOpportunity(bad.remoteId, { set: { Project: { Title: 42 } } });
    await changeOpportunity(good.remoteId, { set: { Project: { Title: 'Well-formed' } } });
    const changes = await added(aws, () => aws.sync());
    expect(changes).toMatchObject([{ action: 'UPDATED', node_id: good.id }]);
    const run = await aws.lastRun('opportunities');
    expect(run).toMatchObject({ complete: true, rejected: 1, updated: 1, error: null });
    const rejected = await aws.as((trx) =>
      trx.selectFrom('rejected_record').select(['remote_id', 'path', 'problem']).where('run_id', '=', run.id).execute(),
    );
    expect(rejected).toEqual([
      { remote_id: bad.remoteId, path: '/opportunity/Project/Title', problem: expect.stringMatching(/string.*number/) },
    ]);
    expect(await aws.failures()).toEqual({});
    expect((await aws.deals()).get(bad.remoteId)).toMatchObject({ name: bad.name, deleted_upstream: false });
  });

  test('is not taken for deleted by a run of everything, and is taken in again when it is mended', async () => {
    const bad = await someDeal(aws, 3);
    expect(await added(aws, () => aws.sync(true))).toEqual([]);
    expect((await aws.deals()).get(bad.remoteId)?.deleted_upstream).toBe(false);
    await changeOpportunity(bad.remoteId, { set: { Project: { Title: 'Mended' } } });
    expect(await added(aws, () => aws.sync())).toMatchObject([{ action: 'UPDATED', node_id: bad.id }]);
    expect(await aws.lastRun('opportunities')).toMatchObject({ rejected: 0 });
  });

  test('is rejected from the other vendor just so', async () => {
    const made = await changeReferral({ create: { name: { not: 'a text' }, status: 'New' } });
    await microsoft.sync();
    expect(await microsoft.lastRun('referrals')).toMatchObject({ complete: true, rejected: 1 });
    expect((await microsoft.deals()).has(made.id)).toBe(false);
    expect(await microsoft.failures()).toEqual({});
  });
});
