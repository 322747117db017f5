import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { createMemoryCache } from '../../../platform/cache/open-cache.ts';
import { forRequests } from '../../../platform/cache/request-cache.ts';
import { actingFor, writeActingFor } from '../../../platform/consent/acting-for.ts';
import { createGraphContext } from '../../../platform/graph/create-context.ts';
import { createCursorCodec } from '../../../platform/graph/cursor.ts';
import type { GraphContext, GraphServices } from '../../../platform/graph/context.ts';
import { RateTable } from '../../../platform/money/rates.ts';
import type { SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import { testVendors } from '../../subgraphs/support/test-vendors.ts';
import type { TestPartner } from '../../subgraphs/support/tenants.ts';
import { openConsentRoom } from './consent-room.ts';

let room: SubgraphTest;
const open: Array<{ close(): Promise<void> }> = [];

beforeAll(async () => {
  room = await openConsentRoom();
});
afterEach(async () => {
  for (const context of open.splice(0)) await context.close();
});
afterAll(() => room.close());

const PLACE = { vendor: 'alpha', area: 'DEAL' } as const;

function contextOf(as: TestPartner): GraphContext {
  const services = {
    database: room.database,
    clock: room.clock,
    rates: new RateTable([]),
    cache: forRequests(createMemoryCache()),
    cursors: createCursorCodec(Buffer.alloc(32, 1)),
    vendors: testVendors(),
    freshnessSeconds: 3_600,
    fileFreshnessSeconds: 3_600,
    sqlTimeoutMs: 10_000,
  } as GraphServices;
  const viewer = { partnerId: as.uuid, subject: 'tester', scopes: new Set<string>() };
  const context = createGraphContext(services, viewer, { id: 'test', log: pino({ level: 'silent' }) });
  open.push(context);
  return context;
}

interface Pair {
  readonly reseller: TestPartner;
  readonly distributor: TestPartner;
}

interface Given {
  readonly level?: 'COUNTS_ONLY' | 'DEALS_NO_VALUE' | 'FULL';
  readonly onBehalf?: boolean;
  readonly vendors?: readonly string[];
  readonly areas?: readonly string[];
  readonly expiresOn?: string;
  readonly revoked?: boolean;
}

async function give({ reseller, distributor }: Pair, given: Given): Promise<void> {
  await room.tenants.as(reseller, 'partnergraph_app', (trx) =>
    trx
      .insertInto('access_grant')
      .values({
        grantor_id: reseller.uuid,
        grantee_id: distributor.uuid,
        vendors: [...(given.vendors ?? ['alpha'])],
        areas: [...(given.areas ?? ['DEAL'])],
        level: given.level ?? 'FULL',
        on_behalf: given.onBehalf ?? true,
        expires_on: given.expiresOn ?? null,
        revoked_at: given.revoked ? room.clock.now() : null,
      })
      .execute(),
  );
}

async function pair(...given: readonly Given[]): Promise<Pair> {
  const [reseller, distributor] = [
    await room.tenants.addPartner('Reseller'),
    await room.tenants.addPartner('Distributor'),
  ];
  const both = { reseller, distributor };
  for (const each of given) await give(both, each);
  return both;
}

async function refusal(work: Promise<unknown>): Promise<{ message: string; extensions: unknown }> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
  const { message, extensions } = error as { message: string; extensions: unknown };
  return { message, extensions };
}

const REQUIRED = { code: 'FORBIDDEN', requiredGrant: { vendor: 'alpha', area: 'DEAL', level: 'FULL', onBehalf: true } };

describe('who may write in whose name', () => {
  test('everyone in its own, without a grant', async () => {
    const { reseller } = await pair();
    expect(await actingFor(contextOf(reseller), reseller.uuid, PLACE)).toMatchObject({ partnerId: reseller.uuid });
  });

  test('in another’s with a live full grant of the vendor and area, and on behalf', async () => {
    const { reseller, distributor } = await pair({ expiresOn: '2026-06-15', areas: ['LEAD', 'DEAL'] });
    const acting = await actingFor(contextOf(distributor), reseller.uuid, PLACE);
    expect(acting).toEqual({ partnerId: reseller.uuid, actorId: distributor.uuid, ...PLACE });
  });

  test.each<[string, readonly Given[], string]>([
    ['without any grant', [], 'it has granted you none'],
    ['with a grant of another vendor', [{ vendors: ['beta'] }], 'it has granted you none'],
    ['with a grant of another area', [{ areas: ['LEAD', 'FUND'] }], 'it has granted you none'],
    ['with a grant that was revoked', [{ revoked: true }], 'it has granted you none'],
    ['with a grant that ended yesterday', [{ expiresOn: '2026-06-14' }], 'it has granted you none'],
    ['with a grant that lets it see and no more', [{ onBehalf: false }], 'its grant lacks onBehalf'],
    ['without the values', [{ level: 'DEALS_NO_VALUE' }], 'its grant is of the level DEALS_NO_VALUE'],
    ['with counts alone', [{ level: 'COUNTS_ONLY' }], 'its grant is of the level COUNTS_ONLY'],
    [
      'with two grants of which none is enough',
      [{ onBehalf: false }, { level: 'DEALS_NO_VALUE' }],
      'its grant lacks onBehalf',
    ],
  ])('%s it is refused, and told what is missing', async (_title, given, missing) => {
    const { reseller, distributor } = await pair(...given);
    const refused = await refusal(actingFor(contextOf(distributor), reseller.uuid, PLACE));
    expect(refused).toEqual({ message: expect.stringContaining(missing), extensions: REQUIRED });
  });

  test('the refusal is the same for a partner that does not exist: there is no telling', async () => {
    const { reseller, distributor } = await pair();
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect(await refusal(actingFor(contextOf(distributor), nobody, PLACE))).toEqual(
      await refusal(actingFor(contextOf(distributor), reseller.uuid, PLACE)),
    );
  });

  test('a grant is no leave the other way round', async () => {
    const { reseller, distributor } = await pair({});
    const refused = await refusal(actingFor(contextOf(reseller), distributor.uuid, PLACE));
    expect(refused.message).toContain('it has granted you none');
  });
});

describe('writing in another’s name', () => {
  const insert = (trx: Parameters<Parameters<typeof writeActingFor>[2]>[0], { uuid }: TestPartner) =>
    sql`insert into standing_report (partner_id, vendor_id, program, portfolio, key, from_date, amount, source, created_at)
      values (${uuid}, 'alpha', 'main', '', 'k', '2026-01-01', 1, 'a test', now())`.execute(trx);
  const reportsOf = async (of: TestPartner): Promise<number> =>
    room.tenants.as(of, 'partnergraph_app', async (trx) => {
      const { rows } = await sql`select from standing_report where partner_id = app_partner()`.execute(trx);
      return rows.length;
    });

  test('writes that partner’s rows, and nobody else’s: not even the writer’s own', async () => {
    const { reseller, distributor } = await pair({});
    const context = contextOf(distributor);
    const acting = await actingFor(context, reseller.uuid, PLACE);
    await writeActingFor(context, [acting], (trx) => insert(trx, reseller));
    expect(await reportsOf(reseller)).toBe(1);
    await expect(writeActingFor(context, [acting], (trx) => insert(trx, distributor))).rejects.toThrow(
      /row-level security/,
    );
    expect(await reportsOf(distributor)).toBe(0);
  });

  test('is refused, and nothing is written, when the grant was revoked in between', async () => {
    const { reseller, distributor } = await pair({});
    const context = contextOf(distributor);
    const acting = await actingFor(context, reseller.uuid, PLACE);
    await room.tenants.as(reseller, 'partnergraph_app', (trx) =>
      sql`update access_grant set revoked_at = now() where grantor_id = ${reseller.uuid}`.execute(trx),
    );
    let worked = false;
    const refused = await refusal(
      writeActingFor(context, [acting], async () => {
        worked = true;
      }),
    );
    expect(refused.extensions).toEqual(REQUIRED);
    expect(worked).toBe(false);
  });

  test('holds the grant: a revocation waits until it has been written, and comes after it', async () => {
    const { reseller, distributor } = await pair({});
    const context = contextOf(distributor);
    const acting = await actingFor(context, reseller.uuid, PLACE);
    const order: string[] = [];
    let revoked: Promise<unknown> = Promise.resolve();
    await writeActingFor(context, [acting], async (trx) => {
      revoked = room.tenants
        .as(reseller, 'partnergraph_app', (own) =>
          sql`update access_grant set revoked_at = now() where grantor_id = ${reseller.uuid}`.execute(own),
        )
        .then(() => order.push('revoked'));
      await waitForAWaiter();
      await insert(trx, reseller);
      order.push('written');
    });
    await revoked;
    expect(order).toEqual(['written', 'revoked']);
    expect(await reportsOf(reseller)).toBe(1);
    await refusal(actingFor(contextOf(distributor), reseller.uuid, PLACE));
  });

  test('is asked for every vendor and area it is about', async () => {
    const { reseller, distributor } = await pair({ areas: ['DEAL', 'FUND'] });
    const context = contextOf(distributor);
    const deal = await actingFor(context, reseller.uuid, PLACE);
    const fund = await actingFor(context, reseller.uuid, { vendor: 'alpha', area: 'FUND' });
    await writeActingFor(context, [deal, fund], (trx) => insert(trx, reseller));
    const lead = { ...fund, area: 'LEAD' as const };
    const refused = await refusal(writeActingFor(context, [deal, lead], (trx) => insert(trx, reseller)));
    expect(refused.message).toContain('for LEAD of alpha');
    expect(await reportsOf(reseller)).toBe(1);
  });
});

/** Until some statement waits for another's lock. */
async function waitForAWaiter(): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::integer as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(room.database.kysely);
    if ((rows[0]?.waiting ?? 0) > 0) return;
  }
}
