import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import { auditOf } from '../../partners/audit-support.ts';
import { READY } from './ready.ts';
import {
  addDeputy,
  addDraft,
  addFirm,
  askChange,
  askDrafts,
  change,
  CHANGE_NAMES,
  createDrafts,
  entry,
  openWritesRoom,
  operationsOf,
  seeDeal,
  told,
  WHOLE_ALPHA,
  WHOLE_BETA,
  type Firm,
} from './writes-room.ts';

let room: SubgraphTest;
let firm: Firm;
beforeAll(async () => {
  room = await openWritesRoom();
});
afterAll(() => room.close());
beforeEach(async () => {
  firm = await addFirm(room);
});

/** Everything that a change may leave behind. */
async function tracesOf(partner: TestPartner): Promise<object> {
  const events = await room.tenants.as(partner, 'partnergraph_app', (trx) =>
    trx.selectFrom('deal_event').select(['deal_id', 'kind']).orderBy('id').execute(),
  );
  const done = (await auditOf(room, partner)).filter(({ outcome, detail }) => outcome === 'DONE' && detail !== null);
  return {
    operations: await operationsOf(room, partner),
    events,
    changes: await room.tenants.changes(partner),
    effects: done.length,
  };
}

describe.each(CHANGE_NAMES)('%s under one key', (name) => {
  test('twice has one effect and the same answer', async () => {
    const asked = { ...(await READY[name](room, firm)), idempotencyKey: randomUUID() };
    const first = await change(room, firm.partner, name, asked);
    expect(first.errors).toEqual([]);
    const after = await tracesOf(firm.partner);
    room.clock.advance(60_000);
    expect(await change(room, firm.partner, name, asked)).toEqual(first);
    expect(await tracesOf(firm.partner)).toEqual(after);
  });

  test('eight times at the same moment has one effect and eight times the same answer', async () => {
    const asked = { ...(await READY[name](room, firm)), idempotencyKey: randomUUID() };
    const before = await operationsOf(room, firm.partner);
    const answers = await Promise.all(Array.from({ length: 8 }, () => change(room, firm.partner, name, asked)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.errors).toEqual([]);
    expect(await operationsOf(room, firm.partner)).toHaveLength(before.length + 1);
  });

  test('with another input is a mismatch, and changes nothing', async () => {
    const asked = { ...(await READY[name](room, firm)), idempotencyKey: randomUUID() };
    const other = await addDraft(room, firm.partner);
    await change(room, firm.partner, name, asked);
    const after = await tracesOf(firm.partner);
    const refused = await change(room, firm.partner, name, { ...asked, id: other.id });
    expect(told(refused.errors)).toEqual(['/idempotencyKey IDEMPOTENCY_MISMATCH']);
    expect(refused.deal?.id).toBe(other.id);
    expect(await tracesOf(firm.partner)).toEqual(after);
  });
});

describe('an entry under one key', () => {
  test('twice gives the same drafts, in lists once', async () => {
    const input = entry({ drafts: [WHOLE_ALPHA, { vendor: 'gamma' }, WHOLE_BETA] });
    const first = await createDrafts(room, firm.partner, input);
    room.clock.advance(60_000);
    expect(await createDrafts(room, firm.partner, input)).toEqual(first);
    expect(await room.read({ as: firm.partner, query: '{ deals { totalCount } }' })).toEqual({
      deals: { totalCount: 2 },
    });
  });

  test('eight times at the same moment gives the same drafts, although a request needs the database twice', async () => {
    const input = entry({ drafts: [WHOLE_ALPHA, WHOLE_BETA] });
    const answers = await Promise.all(Array.from({ length: 8 }, () => askDrafts(room, firm.partner, input)));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(await room.read({ as: firm.partner, query: '{ deals { totalCount } }' })).toEqual({
      deals: { totalCount: 2 },
    });
  });

  test('with other words is a mismatch, and stores nothing', async () => {
    const input = entry();
    await createDrafts(room, firm.partner, input);
    const after = await tracesOf(firm.partner);
    for (const more of [
      { name: 'Another' },
      { drafts: [WHOLE_BETA] },
      { drafts: [{ ...WHOLE_ALPHA, vendorFields: { useCase: 'Web' } }] },
    ]) {
      const refused = await createDrafts(room, firm.partner, { ...input, ...more });
      expect(told(refused.errors)).toEqual(['/idempotencyKey IDEMPOTENCY_MISMATCH']);
      expect(refused).toMatchObject({ opportunity: null, results: [] });
    }
    expect(await tracesOf(firm.partner)).toEqual(after);
  });

  test('is the same entry in whatever order its members are written', async () => {
    const vendorFields = { useCase: 'Data', more: { b: 1, a: [2, { d: 1, c: 2 }] } };
    const input = entry({ drafts: [{ ...WHOLE_ALPHA, vendorFields }] });
    const turned = { more: { a: [2, { c: 2, d: 1 }], b: 1 }, useCase: 'Data' };
    const first = await createDrafts(room, firm.partner, input);
    const drafts = [{ vendorFields: turned, value: WHOLE_ALPHA.value, vendor: 'alpha' }];
    expect(await createDrafts(room, firm.partner, { ...input, drafts })).toEqual(first);
  });
});

describe('whose a key is', () => {
  test('the caller’s: who acts for a firm neither meets nor learns of the firm’s own keys', async () => {
    const deputy = await addDeputy(room, firm);
    const [mine, theirs] = [await addDraft(room, firm.partner), await addDraft(room, firm.partner)];
    const key = 'monday';
    expect((await change(room, firm.partner, 'submitDeal', { id: mine.id, idempotencyKey: key })).errors).toEqual([]);
    expect((await change(room, deputy, 'submitDeal', { id: theirs.id, idempotencyKey: key })).errors).toEqual([]);
    const again = await change(room, deputy, 'submitDeal', { id: mine.id, idempotencyKey: key });
    expect(told(again.errors)).toEqual(['/idempotencyKey IDEMPOTENCY_MISMATCH']);
  });

  test('a firm of its own for each partner: the same key for two firms is two wishes', async () => {
    const other = await addFirm(room, 'Another firm');
    for (const { partner } of [firm, other]) {
      const { id } = await addDraft(room, partner);
      expect((await change(room, partner, 'submitDeal', { id, idempotencyKey: 'monday' })).errors).toEqual([]);
    }
  });

  test('a refused wish keeps its key free', async () => {
    const { id } = await addDraft(room, firm.partner, { vendor: 'alpha' });
    const asked = { id, idempotencyKey: randomUUID() };
    const refused = await change(room, firm.partner, 'submitDeal', asked);
    expect(told(refused.errors)).toEqual(['/value REQUIRED', '/vendorFields/useCase REQUIRED']);
    const { value, vendorFields } = WHOLE_ALPHA;
    await change(room, firm.partner, 'updateDeal', { id, patch: { value, vendorFields } });
    expect((await change(room, firm.partner, 'submitDeal', asked)).deal?.pendingWrite.state).toBe('QUEUED');
  });

  test('the answer of a key goes with the right to ask: after a revocation there is none', async () => {
    const deputy = await addDeputy(room, firm);
    const { id } = await addDraft(room, firm.partner);
    const asked = { id, idempotencyKey: randomUUID() };
    expect((await change(room, deputy, 'submitDeal', asked)).errors).toEqual([]);
    await room.tenants.as(firm.partner, 'partnergraph_app', (trx) =>
      trx
        .updateTable('access_grant')
        .set({ revoked_at: room.clock.now() })
        .where('grantee_id', '=', deputy.uuid)
        .execute(),
    );
    expect(told((await change(room, deputy, 'submitDeal', asked)).errors)).toEqual(['/id NOT_FOUND']);
    await room.tenants.grant({ from: firm.partner, to: deputy, vendors: ['alpha'], areas: ['DEAL'] });
    const { errors } = await askChange(room, deputy, 'submitDeal', asked);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect((await seeDeal(room, firm.partner, id))?.pendingWrite.state).toBe('QUEUED');
  });
});
