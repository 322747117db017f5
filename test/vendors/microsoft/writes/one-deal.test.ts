import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../../platform/records/records.ts';
import { connectedIdOf, isMicrosoftsSide } from '../../../../vendors/microsoft/referrals/microsofts-side.ts';
import { pullAll } from '../support/bench.ts';
import { recordsOf } from '../support/pulled.ts';
import { startDesk, type Desk } from './support/desk.ts';
import { submission } from './support/intents.ts';
import { Worker } from './support/worker.ts';

describe('one submission is one deal', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await startDesk();
  });

  afterEach(async () => {
    await desk.close();
  });

  async function deals(): Promise<DealRecord[]> {
    const session = desk.openReader();
    const records = recordsOf(await pullAll(session, 'referrals'));
    await session.close();
    return records.filter((record) => record.kind === 'deal');
  }

  test.each(['REGISTRATION', 'CO_SELL'] as const)(
    '%s: the feed brings one record, the very one that the write brought',
    async (dealKind) => {
      const worker = new Worker(desk, submission({ dealKind }, 'pg-one'));
      const end = await worker.run();

      expect(await deals()).toEqual([end.kind === 'done' ? end.record?.record : null]);
    },
  );

  test("Microsoft's side is no second deal, also where it is listed as the partner's own", async () => {
    const worker = new Worker(desk, submission({ dealKind: 'CO_SELL' }, 'pg-one'));
    await worker.run();
    const target = [{ type: 'BusinessProfileLocation', id: 'msft' }];
    const set = { externalReferenceId: connectedIdOf('pg-one'), engagementId: worker.progress['engagementId'], target };
    await desk.change({ type: 'referral', id: await desk.offer(), set });

    expect((await deals()).map(({ remoteId }) => remoteId)).toEqual([worker.progress['remoteId']]);
  });

  test("a partner's own deal with Microsoft stays one, whatever number it has", () => {
    const target = [{ id: 'msft' }];
    expect(isMicrosoftsSide({ externalReferenceId: 'CRM-1-msft', target, organizationName: 'Example' })).toBe(false);
    expect(isMicrosoftsSide({ externalReferenceId: connectedIdOf('a'), target: [], organizationName: 'Example' })).toBe(
      false,
    );
    expect(isMicrosoftsSide({ externalReferenceId: connectedIdOf('a'), target, organizationName: null })).toBe(true);
    expect(
      isMicrosoftsSide({ externalReferenceId: null, target: null, organizationName: 'Microsoft Corporation' }),
    ).toBe(true);
  });
});
