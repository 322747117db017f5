import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BenefitRecord } from '../../../../platform/records/records.ts';
import { fundWriteTarget } from '../../../../subgraphs/benefits/writes/target.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { auditOf } from '../../partners/audit-support.ts';
import { requestRecord } from '../records.ts';
import {
  addHolder,
  askFunds,
  benefitId,
  feedFund,
  funds,
  openFundsRoom,
  operationsOf,
  requestsOf,
  rowOf,
  setLast,
  told,
  wish,
  type Holder,
} from './funds-room.ts';

let room: SubgraphTest;
let holder: Holder;
beforeAll(async () => {
  room = await openFundsRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  holder = await addHolder(room);
});

const ask = (input: Record<string, unknown>) => funds(room, holder.partner, 'requestFunds', input);

describe('funds that are asked for', () => {
  test('are a request of the benefit at once, queued for its vendor', async () => {
    const { partner, connections } = holder;
    const { request, errors } = await ask(wish(connections.alpha, { vendorFields: { kind: 'Fair' } }));
    expect(errors).toEqual([]);
    expect(request).toMatchObject({
      activity: 'Trade fair',
      requestStatus: 'AVAILABLE',
      activityOn: '2026-09-01',
      requested: { amount: '5000', currency: 'EUR' },
      jointWith: null,
      source: { stale: false },
      pendingWrite: { state: 'QUEUED', operation: 'REQUEST_FUNDS', handoff: null },
    });
    expect(await requestsOf(room, partner, connections.alpha)).toEqual([request]);
    const [operation] = await operationsOf(room, partner);
    expect(operation).toMatchObject({
      kind: 'REQUEST_FUNDS',
      area: 'FUND',
      connection_id: connections.alpha.id,
      target_kind: 'FUND_REQUEST',
      target_id: rowOf(request?.id ?? ''),
      intent: {
        externalId: rowOf(request?.id ?? ''),
        remoteId: null,
        funds: {
          benefitRemoteId: 'B-1',
          benefitName: 'Market funds',
          activity: 'Trade fair',
          amount: { amount: '5000', currency: 'EUR' },
          vendorFields: { kind: 'Fair' },
        },
      },
    });
    expect((await room.tenants.changes(partner)).at(-1)).toMatchObject({
      kind: 'BENEFIT',
      action: 'UPDATED',
      fields: ['requests'],
    });
    expect((await auditOf(room, partner)).at(-1)).toMatchObject({
      action: 'requestFunds',
      outcome: 'DONE',
      target: request?.id,
      detail: { kind: 'REQUEST_FUNDS' },
    });
  });

  test('wait for a person with the filled form where the vendor has a portal only', async () => {
    const { request } = await ask(wish(holder.connections.beta, { vendorFields: { extra: 'x' } }));
    expect(request?.pendingWrite).toMatchObject({
      state: 'AWAITING_PORTAL',
      handoff: {
        portalUrl: 'https://beta.example/funds',
        fields: [
          { label: 'Fund', value: 'Market funds' },
          { label: 'Activity', value: 'Trade fair' },
          { label: 'Amount asked for', value: '5000 EUR' },
          { label: 'Date of the activity', value: '2026-09-01' },
          { label: 'extra', value: 'x' },
        ],
      },
    });
  });

  test('are not asked of a vendor that takes no request, and nothing is stored', async () => {
    const { errors } = await ask(wish(holder.connections.gamma));
    expect(errors).toEqual([
      { path: '/benefit', code: 'NOT_SUPPORTED', message: 'Gamma Software offers no way to ask for funds.' },
    ]);
    expect(await operationsOf(room, holder.partner)).toEqual([]);
  });

  test.each<[string, object, string[]]>([
    ['nothing', { amount: { amount: '0', currency: 'EUR' } }, ['/amount/amount OUT_OF_RANGE']],
    ['less than nothing', { amount: { amount: '-5', currency: 'EUR' } }, ['/amount/amount OUT_OF_RANGE']],
    ['an activity that is over', { activityOn: '2026-06-14' }, ['/activityOn OUT_OF_RANGE']],
    ['no activity', { activity: ' ' }, ['/activity REQUIRED']],
    ['an activity without end', { activity: 'a'.repeat(10_001) }, ['/activity TOO_LONG']],
    ['what can not be kept', { activity: 'a\0b' }, ['/activity INVALID']],
    ['half a character', { vendorFields: { a: '\ud800' } }, ['/vendorFields INVALID']],
    ['a list of fields', { vendorFields: [1] }, ['/vendorFields INVALID']],
    ['fields without end', { vendorFields: { a: 'a'.repeat(20_000) } }, ['/vendorFields TOO_LONG']],
    ['a partner that nobody knows', { jointWith: 'x' }, ['/jointWith NOT_FOUND']],
  ])('are refused for %s, and nothing is stored', async (_title, more, expected) => {
    const { request, errors } = await ask(wish(holder.connections.alpha, more));
    expect([request, told(errors)]).toEqual([null, expected]);
    expect(await operationsOf(room, holder.partner)).toEqual([]);
    expect(await requestsOf(room, holder.partner, holder.connections.alpha)).toEqual([]);
  });

  test('are asked for together with a partner that one knows, and is not oneself', async () => {
    const { partner, connections } = holder;
    const other = await room.tenants.addPartner('Other');
    expect(told((await ask(wish(connections.alpha, { jointWith: other.id }))).errors)).toEqual([
      '/jointWith NOT_FOUND',
    ]);
    expect(told((await ask(wish(connections.alpha, { jointWith: partner.id }))).errors)).toEqual([
      '/jointWith INVALID',
    ]);
    await room.tenants.grant({ from: partner, to: other, vendors: ['alpha'], areas: ['DEAL'] });
    expect((await ask(wish(connections.alpha, { jointWith: other.id }))).request?.jointWith).toEqual({ id: other.id });
  });

  test('are not asked of a benefit that is over', async () => {
    await feedFund(room, holder.connections.alpha, { status: 'LAPSED' });
    await feedFund(room, holder.connections.beta, { expiresOn: '2026-06-14' });
    for (const vendor of ['alpha', 'beta'] as const) {
      expect(told((await ask(wish(holder.connections[vendor]))).errors)).toEqual(['/benefit WRONG_STATE']);
    }
    await feedFund(room, holder.connections.beta, { expiresOn: '2026-06-15' });
    expect((await ask(wish(holder.connections.beta))).errors).toEqual([]);
  });

  const left = (amount: string) => ({ amount, currency: 'USD' });

  test.each<[string, Partial<BenefitRecord>, string, string]>([
    ...(['REQUESTED', 'ACTION_REQUIRED', 'CLAIMED', 'PAID', 'REJECTED', 'LAPSED'] as const).map(
      (status): [string, Partial<BenefitRecord>, string, string] => [
        `that is ${status}`,
        { status, remaining: left('100') },
        'WRONG_STATE',
        `must be AVAILABLE or PRE_APPROVED, so that funds can be asked of it; it is ${status}`,
      ],
    ),
    [
      'of which nothing is left',
      { remaining: left('0.00') },
      'WRONG_STATE',
      'must be one that funds are left of; 0 USD remain of this one',
    ],
    [
      'that is overdrawn',
      { status: 'PRE_APPROVED', remaining: left('-5') },
      'WRONG_STATE',
      'must be one that funds are left of; -5 USD remain of this one',
    ],
    [
      'that is no money',
      { quantity: { total: '10', used: '7', remaining: '3', unit: 'seats' } },
      'WRONG_STATE',
      'must be one that is money; this one is counted in seats',
    ],
    ...(['REBATE', 'CREDIT', 'DISCOUNT', 'SUPPORT', 'TRAINING', 'LICENSE', 'ACCESS'] as const).map(
      (benefitKind): [string, Partial<BenefitRecord>, string, string] => [
        `that is ${benefitKind}`,
        { benefitKind, remaining: left('100') },
        'NOT_ALLOWED',
        `must be one that funds are asked of (MDF, COOP, CO_BRANDING, OTHER); this one is ${benefitKind}`,
      ],
    ),
  ])(
    'are not asked in a portal of a benefit %s, and nothing waits for a person',
    async (_title, more, code, message) => {
      await feedFund(room, holder.connections.beta, more);
      const { request, errors } = await ask(wish(holder.connections.beta));
      expect([request, errors]).toEqual([null, [{ path: '/benefit', code, message }]]);
      expect(await operationsOf(room, holder.partner)).toEqual([]);
    },
  );

  test.each<[string, Partial<BenefitRecord>]>([
    ['is open, and does not say how much is left', {}],
    ['was granted, and is not used up', { status: 'PRE_APPROVED', remaining: left('0.01') }],
    ['is in a state that nobody could read', { status: 'UNKNOWN', remaining: left('1') }],
    ['is for advertising together', { benefitKind: 'COOP', remaining: left('1') }],
    ['bears a name of the vendor’s own', { benefitKind: 'OTHER', remaining: left('1') }],
  ])('are asked in a portal of a benefit that %s', async (_title, more) => {
    await feedFund(room, holder.connections.beta, more);
    expect((await ask(wish(holder.connections.beta))).errors).toEqual([]);
  });

  test('are asked of whatever the vendor’s own catalogue offers, where it takes them by API', async () => {
    await feedFund(room, holder.connections.alpha, { benefitKind: 'CREDIT' });
    expect((await ask(wish(holder.connections.alpha))).errors).toEqual([]);
  });

  test('are not asked of a benefit that the caller can not see', async () => {
    const stranger = await addHolder(room);
    for (const benefit of ['x', holder.partner.id, benefitId(stranger.connections.alpha)]) {
      expect(told((await ask(wish(holder.connections.alpha, { benefit }))).errors)).toEqual(['/benefit NOT_FOUND']);
    }
  });
});

describe('funds asked for under one key', () => {
  test('twice are one request, and eight times at the same moment too', async () => {
    const input = wish(holder.connections.alpha, { key: 'one' });
    const first = await ask(input);
    expect(await ask(input)).toEqual(first);
    const eight = await Promise.all(
      Array.from({ length: 8 }, () => ask(wish(holder.connections.beta, { key: 'two' }))),
    );
    expect(new Set(eight.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await operationsOf(room, holder.partner)).toHaveLength(2);
    expect(await requestsOf(room, holder.partner, holder.connections.beta)).toHaveLength(1);
  });

  test('with another amount are a mismatch', async () => {
    await ask(wish(holder.connections.alpha, { key: 'one' }));
    const more = { key: 'one', amount: { amount: '1', currency: 'EUR' } };
    const { request, errors } = await ask(wish(holder.connections.alpha, more));
    expect([request, told(errors)]).toEqual([null, ['/idempotencyKey IDEMPOTENCY_MISMATCH']]);
    expect(await operationsOf(room, holder.partner)).toHaveLength(1);
  });

  test('give the same answer also when the partner they are asked with is not known any more', async () => {
    const other = await room.tenants.addPartner('Other');
    await room.tenants.grant({ from: holder.partner, to: other, vendors: ['alpha'], areas: ['DEAL'] });
    const input = wish(holder.connections.alpha, { key: 'one', jointWith: other.id });
    const first = await ask(input);
    await room.tenants.as(holder.partner, 'partnergraph_app', (trx) =>
      trx
        .updateTable('access_grant')
        .set({ revoked_at: room.clock.now() })
        .where('grantee_id', '=', other.uuid)
        .execute(),
    );
    expect((await ask(input)).request?.id).toBe(first.request?.id);
  });

  test('that a machine gave up go on when they are asked for again, under whatever key', async () => {
    const first = await ask(wish(holder.connections.alpha));
    await setLast(room, holder.partner, { state: 'NEEDS_REVIEW', unresolved: true });
    const again = await ask(wish(holder.connections.alpha));
    expect(again.request).toMatchObject({ id: first.request?.id, pendingWrite: { state: 'UNCERTAIN' } });
    expect(await requestsOf(room, holder.partner, holder.connections.alpha)).toHaveLength(1);
    const third = await ask(wish(holder.connections.alpha));
    expect(third.request?.id).not.toBe(first.request?.id);
  });
});

describe('funds asked for in another’s name', () => {
  test('need its leave for that vendor’s funds, before anything is stored', async () => {
    const { partner, connections } = holder;
    const grantee = await room.tenants.addPartner('A grantee');
    await room.tenants.grant({ from: partner, to: grantee, vendors: ['alpha'], areas: ['FUND'] });
    const { errors } = await askFunds(room, grantee, 'requestFunds', wish(connections.alpha));
    expect(errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', requiredGrant: { area: 'FUND', onBehalf: true } } },
    ]);
    expect(await operationsOf(room, partner)).toEqual([]);
    await room.tenants.as(partner, 'partnergraph_app', (trx) =>
      trx.updateTable('access_grant').set({ on_behalf: true }).where('grantee_id', '=', grantee.uuid).execute(),
    );
    expect((await funds(room, grantee, 'requestFunds', wish(connections.alpha))).request).toMatchObject({
      requested: { amount: '5000' },
      pendingWrite: { state: 'QUEUED', handoff: null },
    });
    expect(await operationsOf(room, partner)).toMatchObject([{ actor_partner_id: grantee.uuid }]);
  });

  test('show no money of theirs to whom a grant without values shows them', async () => {
    const { partner, connections } = holder;
    const grantee = await room.tenants.addPartner('A grantee');
    await room.tenants.grant({
      from: partner,
      to: grantee,
      vendors: ['beta'],
      areas: ['FUND'],
      level: 'DEALS_NO_VALUE',
    });
    await ask(wish(connections.beta));
    const [seen] = await requestsOf(room, grantee, connections.beta);
    expect(seen).toMatchObject({
      requested: null,
      pendingWrite: { state: 'AWAITING_PORTAL', reason: null, handoff: null },
    });
    expect(JSON.stringify(seen)).not.toContain('5000');
  });
});

describe('a request that the vendor has named', () => {
  test('is the same request under the vendor’s number, and stays it for every run that brings it', async () => {
    const { partner, connections } = holder;
    const { request } = await ask(wish(connections.alpha));
    const [operation] = await operationsOf(room, partner);
    if (!operation) throw new Error('nothing was asked for');
    await room.feeder.feed(connections.alpha, [requestRecord({ remoteId: 'R-7', status: 'REQUESTED' })], {
      area: 'FUND',
    });
    expect(await requestsOf(room, partner, connections.alpha)).toHaveLength(2);
    await room.tenants.as(partner, 'partnergraph_sync', (trx) =>
      fundWriteTarget.named(trx, operation, 'R-7', room.clock.now()),
    );
    await room.feeder.feed(connections.alpha, [requestRecord({ remoteId: 'R-7', status: 'PRE_APPROVED' })], {
      area: 'FUND',
    });
    expect(await requestsOf(room, partner, connections.alpha)).toMatchObject([
      { id: request?.id, requestStatus: 'PRE_APPROVED', source: { remoteId: 'R-7' } },
    ]);
  });
});
