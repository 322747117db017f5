import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { beginScoped } from '../../../../platform/db/tenant-scope.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestPartner } from '../../support/tenants.ts';
import { auditOf } from '../../partners/audit-support.ts';
import { addWaiting, READY } from './ready.ts';
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
  sentOf,
  setOperation,
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

type Level = 'COUNTS_ONLY' | 'DEALS_NO_VALUE' | 'FULL';

async function addGrantee(level: Level): Promise<TestPartner> {
  const to = await room.tenants.addPartner('A grantee');
  await room.tenants.grant({ from: firm.partner, to, vendors: ['alpha', 'beta', 'omega'], areas: ['DEAL'], level });
  return to;
}

describe('who acts for a firm, with its leave', () => {
  test('enters deals that are the firm’s: its rows, its history, its audit log, with who did it', async () => {
    const deputy = await addDeputy(room, firm);
    const input = entry({ partner: firm.partner.id, drafts: [WHOLE_ALPHA, WHOLE_BETA] });
    const { results, errors } = await createDrafts(room, deputy, input);
    expect(errors).toEqual([]);
    const [alpha] = results;
    expect(alpha?.deal).toMatchObject({ value: { amount: '1000.5' }, opportunity: null });
    const own = await seeDeal(room, firm.partner, alpha?.deal?.id ?? '');
    expect(own).toMatchObject({ dealStatus: 'DRAFT', opportunity: { id: expect.any(String) } });
    expect(await operationsOf(room, firm.partner)).toMatchObject([
      { kind: 'CREATE_DRAFTS', partner_id: firm.partner.uuid, actor_partner_id: deputy.uuid, actor: 'tester' },
    ]);
    expect((await auditOf(room, firm.partner)).at(-1)).toMatchObject({
      action: 'createDealDrafts',
      outcome: 'DONE',
      actor_partner: deputy.uuid,
    });
    expect(await operationsOf(room, deputy)).toEqual([]);
  });

  test.each(CHANGE_NAMES)('does what the firm itself can do: %s', async (name) => {
    const deputy = await addDeputy(room, firm);
    const asked = await READY[name](room, firm);
    expect((await change(room, deputy, name, asked)).errors).toEqual([]);
    expect((await operationsOf(room, firm.partner)).at(-1)).toMatchObject({ actor_partner_id: deputy.uuid });
  });
});

describe('who has no leave to act', () => {
  const states = async (): Promise<unknown> => [
    await operationsOf(room, firm.partner),
    await room.tenants.changes(firm.partner),
  ];

  test.each<Level>(['COUNTS_ONLY', 'DEALS_NO_VALUE', 'FULL'])(
    'is refused before anything is stored, with a grant of the level %s: drafts',
    async (level) => {
      const grantee = await addGrantee(level);
      const before = await states();
      const { errors } = await askDrafts(room, grantee, entry({ partner: firm.partner.id }));
      expect(errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN', requiredGrant: { vendor: 'alpha', area: 'DEAL' } } },
      ]);
      expect(await states()).toEqual(before);
    },
  );

  test('is refused as a whole when the leave is for one of two vendors', async () => {
    const deputy = await addDeputy(room, firm);
    const input = entry({ partner: firm.partner.id, drafts: [WHOLE_ALPHA, { vendor: 'omega' }] });
    const before = await states();
    const { errors } = await askDrafts(room, deputy, input);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredGrant: { vendor: 'omega' } } }]);
    expect(await states()).toEqual(before);
  });

  test('is told the same of a firm that there is not', async () => {
    const stranger = await room.tenants.addPartner('A stranger');
    const nobody = await addFirm(room, 'Unrelated');
    const [one, two] = await Promise.all(
      [firm.partner.id, nobody.partner.id].map((partner) => askDrafts(room, stranger, entry({ partner }))),
    );
    expect(one?.errors).toEqual(two?.errors);
  });

  test.each(CHANGE_NAMES)('is refused before anything is stored: %s', async (name) => {
    const grantee = await addGrantee('FULL');
    const asked = await READY[name](room, firm);
    const before = await states();
    const { errors } = await askChange(room, grantee, name, asked);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await states()).toEqual(before);
  });
});

describe('who is shown a firm’s deals', () => {
  test('without values sees no money of a draft, no hand-off, no team, no sale, and no words', async () => {
    const grantee = await addGrantee('DEALS_NO_VALUE');
    const id = await addWaiting(room, firm);
    await change(room, firm.partner, 'updateDeal', { id, patch: { team: [firm.partner.id] } });
    const [operation] = await sentOf(room, firm.partner);
    await setOperation(room, firm.partner, operation?.id ?? '', {
      reason: 'It is worth 2000 USD',
      field_errors: JSON.stringify([
        { path: '/value', code: 'OUT_OF_RANGE', message: 'not 2000', vendorCode: null, editable: true },
      ]),
    });
    const seen = await seeDeal(room, grantee, id);
    expect(seen).toMatchObject({
      dealStatus: 'DRAFT',
      value: null,
      team: [],
      opportunity: null,
      pendingWrite: {
        state: 'AWAITING_PORTAL',
        operation: 'SUBMIT_DEAL',
        reason: null,
        fieldErrors: [],
        handoff: null,
      },
    });
    expect(JSON.stringify(seen)).not.toMatch(/2000|Ada Example|ada@/);
  });

  test('wholly sees how its writes stand and what the vendor said, and still no hand-off', async () => {
    const grantee = await addGrantee('FULL');
    const id = await addWaiting(room, firm);
    const [operation] = await sentOf(room, firm.partner);
    await setOperation(room, firm.partner, operation?.id ?? '', { reason: 'It is worth 2000 USD' });
    expect(await seeDeal(room, grantee, id)).toMatchObject({
      value: { amount: '2000', currency: 'USD' },
      opportunity: null,
      pendingWrite: { state: 'AWAITING_PORTAL', reason: 'It is worth 2000 USD', handoff: null },
    });
  });

  test.each<Level>(['DEALS_NO_VALUE', 'FULL'])(
    'finds them by how their writes stand, with the level %s',
    async (level) => {
      const grantee = await addGrantee(level);
      const waiting = await addWaiting(room, firm);
      const draft = await addDraft(room, firm.partner);
      const query = 'query ($states: [WriteState!]) { deals(filter: { pendingWrite: $states }) { nodes { id } } }';
      const found = async (states: string[]): Promise<unknown> => {
        const { deals } = await room.read<{ deals: { nodes: unknown } }>({ as: grantee, query, variables: { states } });
        return deals.nodes;
      };
      expect(await found(['AWAITING_PORTAL'])).toEqual([{ id: waiting }]);
      expect(await found(['CLEAN'])).toEqual([{ id: draft.id }]);
    },
  );
});

describe('the operations themselves', () => {
  const rowsOf = async (as: TestPartner, columns: string, table: string): Promise<unknown[]> => {
    const scope = {
      role: 'partnergraph_app',
      partnerId: as.uuid,
      now: room.clock.now(),
      statementTimeoutMs: 0,
    } as const;
    const trx = await beginScoped(room.database.kysely, scope, { isolation: 'repeatable read', readOnly: true });
    const { rows } = await sql`select ${sql.raw(columns)} from ${sql.raw(table)}`.execute(trx);
    await trx.rollback().execute();
    return rows;
  };

  test('are their owner’s alone: no grant opens an intent, a key or another tenant’s row', async () => {
    await addWaiting(room, firm);
    const stranger = await addFirm(room, 'A stranger');
    await addWaiting(room, stranger);
    expect(await rowsOf(firm.partner, 'intent', 'operation')).toHaveLength(2);
    for (const level of ['COUNTS_ONLY', 'DEALS_NO_VALUE', 'FULL'] as const) {
      const grantee = await addGrantee(level);
      expect(await rowsOf(grantee, '*', 'operation')).toEqual([]);
      expect(await rowsOf(grantee, '*', 'public.operation')).toEqual([]);
      expect(await rowsOf(grantee, '*', 'write_state')).toHaveLength(level === 'COUNTS_ONLY' ? 0 : 1);
    }
    const [shown] = await rowsOf(await addGrantee('FULL'), '*', 'write_state');
    expect(Object.keys(shown as object)).not.toContain('intent');
    expect(JSON.stringify(shown)).not.toContain('Ada Example');
  });

  test('can not be written for another, with whatever grant', async () => {
    await addWaiting(room, firm);
    const deputy = await addDeputy(room, firm);
    const [operation] = await sentOf(room, firm.partner);
    const { numUpdatedRows } = await room.tenants.as(deputy, 'partnergraph_app', (trx) =>
      trx
        .updateTable('operation')
        .set({ state: 'DONE' })
        .where('id', '=', operation?.id ?? '')
        .executeTakeFirst(),
    );
    expect(numUpdatedRows).toBe(0n);
  });
});

describe('a token that may change deals and not read them', () => {
  const WRITE_ONLY = ['deals:write'];

  test('changes them, and is told what went wrong, and shown no deal', async () => {
    const { id } = await addDraft(room, firm.partner);
    const query = (selection: string) =>
      `mutation ($id: ID!, $key: String!) { submitDeal(id: $id, idempotencyKey: $key) { ${selection} } }`;
    const ask = (selection: string, key: string) =>
      room.ask<{ submitDeal: unknown }>({
        as: firm.partner,
        query: query(selection),
        variables: { id, key },
        scopes: WRITE_ONLY,
      });
    expect(await ask('errors { code }', 'one')).toMatchObject({ data: { submitDeal: { errors: [] } }, errors: [] });
    const { data, errors } = await ask('deal { id value { amount } } errors { code }', 'two');
    expect(data).toEqual({ submitDeal: { deal: null, errors: [] } });
    expect(errors).toMatchObject([{ path: ['submitDeal', 'deal'], extensions: { requiredScope: 'deals:read' } }]);
  });

  test('is told of no conflict with deals that it may not read', async () => {
    const query = `mutation ($input: DealDraftsInput!) { createDealDrafts(input: $input) {
      errors { code } results { index missing { path } errors { path } %MORE% } } }`;
    const ask = (more: string) =>
      room.ask<{ createDealDrafts: unknown }>({
        as: firm.partner,
        query: query.replace('%MORE%', more),
        variables: { input: entry() },
        scopes: WRITE_ONLY,
      });
    expect((await ask('')).errors).toEqual([]);
    const { data, errors } = await ask('conflicts { clear conflicts { advice } }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { requiredScope: 'deals:read' } }]);
  });
});
