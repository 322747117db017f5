import { demoConnectionId } from '../../../../demo/seed.ts';
import { quotaKey } from '../../../../platform/quota/quota-key.ts';
import { slotLengthMs } from '../../../../platform/quota/quota-slots.ts';
import { AWS_QUOTAS } from '../../../../vendors/aws/quotas.ts';
import type { StartedHouse } from '../../../support/started-house.ts';

const BUCKET = 'selling-write-daily';
const { limit, periodMs } = AWS_QUOTAS[BUCKET];

/** What AWS allows in a day, as the workers of a story have it too. */
export const DAILY_WRITES = { aws: { [BUCKET]: { limit, periodMs } } };

function keyOf(partner: number): string {
  return quotaKey({ vendor: 'aws', account: demoConnectionId(partner, 'aws'), bucket: BUCKET, periodMs });
}

/** A partner has made all the calls that AWS allows in a day. */
export async function useUpTheDay({ db }: Pick<StartedHouse, 'db'>, partner: number): Promise<void> {
  const key = keyOf(partner);
  const slot = Math.floor(Date.now() / slotLengthMs(periodMs));
  await db.as(
    null,
    async (trx) => {
      await trx
        .insertInto('quota_bucket')
        .values({ key, paused_until: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await trx
        .insertInto('quota_slot')
        .values({ key, slot, calls: limit })
        .onConflict((conflict) => conflict.columns(['key', 'slot']).doUpdateSet({ calls: limit }))
        .execute();
    },
    'partnergraph_sync',
  );
}

/** A day has passed since then. */
export async function nextDay({ db }: Pick<StartedHouse, 'db'>, partner: number): Promise<void> {
  const key = keyOf(partner);
  await db.as(null, (trx) => trx.deleteFrom('quota_slot').where('key', '=', key).execute(), 'partnergraph_sync');
}
