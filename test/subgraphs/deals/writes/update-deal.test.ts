import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { DOUBTFUL_NAME, FORBIDDEN_NAME } from '../../support/writing-vendors.ts';
import { addSent, addWaiting } from './ready.ts';
import {
  addDraft,
  addFirm,
  change,
  openWritesRoom,
  operationsOf,
  rowOf,
  seeDeal,
  sentOf,
  setOperation,
  told,
  WHOLE_ALPHA,
  type Changed,
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

const update = (id: string, patch: object, more: object = {}): Promise<Changed> =>
  change(room, firm.partner, 'updateDeal', { id, patch, ...more });

const contentOf = async (id: string): Promise<unknown> => {
  const row = await room.tenants.as(firm.partner, 'partnergraph_app', (trx) =>
    trx.selectFrom('deal').select('draft').where('id', '=', rowOf(id)).executeTakeFirstOrThrow(),
  );
  return row.draft;
};

describe('a draft that is changed', () => {
  test('changes at once: what is named, and nothing else', async () => {
    const { id } = await addDraft(room, firm.partner, { ...WHOLE_ALPHA, products: ['Lake'] });
    const { deal, errors } = await update(id, { name: ' Another name ', closeOn: null, stage: 'QUALIFIED' });
    expect(errors).toEqual([]);
    expect(deal).toMatchObject({
      name: 'Another name',
      closeOn: null,
      stage: 'QUALIFIED',
      value: { amount: '1000.5', currency: 'EUR' },
      products: ['Lake'],
      dealStatus: 'DRAFT',
      pendingWrite: { state: 'CLEAN' },
    });
    expect(await sentOf(room, firm.partner)).toEqual([]);
    expect((await room.tenants.changes(firm.partner)).at(-1)).toMatchObject({
      action: 'UPDATED',
      node_id: rowOf(id),
      fields: ['draft'],
    });
  });

  test('keeps the vendor’s fields that are not named, takes what is named, and lets a null take one away', async () => {
    const vendorFields = { useCase: 'Data', keep: 'me', drop: 'me', nested: { a: 1 } };
    const { id } = await addDraft(room, firm.partner, { ...WHOLE_ALPHA, vendorFields });
    await update(id, { vendorFields: { useCase: 'Web', drop: null, nested: { b: 2 } } });
    expect(await contentOf(id)).toMatchObject({ vendorFields: { useCase: 'Web', keep: 'me', nested: { b: 2 } } });
    expect(await contentOf(id)).not.toHaveProperty('vendorFields.drop');
    await update(id, { name: 'Another', vendorFields: null });
    expect(await contentOf(id)).toMatchObject({ vendorFields: { useCase: 'Web', keep: 'me' } });
  });

  test('lets a null take away what a deal can be without, and tells what it can not', async () => {
    const { id } = await addDraft(room, firm.partner, { ...WHOLE_ALPHA, products: ['Lake'] });
    const { deal } = await update(id, { value: null, products: null, stage: null });
    expect(deal).toMatchObject({ value: null, products: [], stage: null });
    const refused = await update(id, { name: null, customer: null });
    expect(told(refused.errors)).toEqual(['/patch/name REQUIRED', '/patch/customer REQUIRED']);
    expect(told((await update(id, { name: ' ', customer: { name: ' ', country: 'DE' } })).errors)).toEqual([
      '/patch/name REQUIRED',
      '/patch/customer/name REQUIRED',
    ]);
  });

  test('takes a new customer whole', async () => {
    const { id } = await addDraft(room, firm.partner);
    await update(id, { customer: { name: 'Other AG', country: 'CH' } });
    expect(await contentOf(id)).toMatchObject({ customer: { name: 'Other AG', country: 'CH', city: null } });
  });

  test('has a new version with each change, and none of it when the version is not the one expected', async () => {
    const { id, source } = await addDraft(room, firm.partner);
    expect(source.remoteVersion).toBe('draft-1');
    const first = await update(id, { name: 'One' }, { expectedVersion: 'draft-1' });
    expect(first.deal?.source.remoteVersion).toBe('draft-2');
    const before = await operationsOf(room, firm.partner);
    const late = await update(id, { name: 'Two' }, { expectedVersion: 'draft-1' });
    expect(late.errors).toEqual([
      {
        path: '/expectedVersion',
        code: 'VERSION_CONFLICT',
        message: 'is "draft-1", but the deal has the version "draft-2" by now; read it again',
        vendorCode: null,
      },
    ]);
    expect(late.deal).toMatchObject({ name: 'One', source: { remoteVersion: 'draft-2' } });
    expect(await operationsOf(room, firm.partner)).toEqual(before);
  });

  test('by two at once with the same version is changed by one of them', async () => {
    const { id } = await addDraft(room, firm.partner);
    const both = await Promise.all(['One', 'Two'].map((name) => update(id, { name }, { expectedVersion: 'draft-1' })));
    expect(both.flatMap(({ errors }) => told(errors))).toEqual(['/expectedVersion VERSION_CONFLICT']);
    expect((await seeDeal(room, firm.partner, id))?.source.remoteVersion).toBe('draft-2');
  });

  test('by two at once without a version has both changes', async () => {
    const { id } = await addDraft(room, firm.partner);
    await Promise.all([update(id, { name: 'One' }), update(id, { stage: 'QUALIFIED' })]);
    expect(await seeDeal(room, firm.partner, id)).toMatchObject({
      name: 'One',
      stage: 'QUALIFIED',
      source: { remoteVersion: 'draft-3' },
    });
  });
});

describe('a patch that changes nothing', () => {
  test.each<[string, object]>([
    ['of no member', {}],
    ['of no field of the vendor', { vendorFields: {} }],
    ['of null for them', { vendorFields: null }],
  ])('%s is told as that, whoever has the deal, and nothing is stored', async (_title, patch) => {
    const ids = [
      (await addDraft(room, firm.partner)).id,
      await addSent(room, firm.alpha),
      await addSent(room, firm.gamma),
    ];
    const before = await operationsOf(room, firm.partner);
    for (const id of ids) {
      expect((await update(id, patch)).errors).toMatchObject([
        { path: '/patch', code: 'REQUIRED', message: 'must name at least one member to change' },
      ]);
    }
    expect(await operationsOf(room, firm.partner)).toEqual(before);
  });
});

describe('who works on a deal', () => {
  test('is ours alone: said of a draft and of a deal that its vendor has, whoever that is, and nothing is sent', async () => {
    const colleague = await room.tenants.addPartner('A colleague');
    await room.tenants.grant({ from: firm.partner, to: colleague, vendors: ['alpha'], areas: ['DEAL'] });
    const ids = [
      (await addDraft(room, firm.partner)).id,
      await addSent(room, firm.alpha),
      await addSent(room, firm.gamma),
    ];
    for (const id of ids) {
      const { deal, errors } = await update(id, { team: [colleague.id, colleague.id] });
      expect([errors, deal?.team]).toEqual([[], [{ id: colleague.id }]]);
      expect((await update(id, { team: null })).deal?.team).toEqual([]);
    }
    expect(await sentOf(room, firm.partner)).toEqual([]);
  });

  test('are partners that one knows, 20 at the most', async () => {
    const stranger = await room.tenants.addPartner('A stranger');
    const { id } = await addDraft(room, firm.partner);
    const refused = await update(id, { team: [firm.partner.id, stranger.id, 'x'] });
    expect(told(refused.errors)).toEqual(['/patch/team/1 NOT_FOUND', '/patch/team/2 NOT_FOUND']);
    const many = await update(id, { team: Array(21).fill(firm.partner.id) });
    expect(told(many.errors)).toEqual(['/patch/team OUT_OF_RANGE']);
  });

  test('the distributor, too, is one that one knows; null is bought directly', async () => {
    const distributor = await room.tenants.addPartner('Broad Distribution');
    const { id } = await addDraft(room, firm.partner);
    expect(told((await update(id, { distributor: distributor.id })).errors)).toEqual(['/patch/distributor NOT_FOUND']);
    await room.tenants.grant({ from: firm.partner, to: distributor, vendors: ['beta'], areas: ['DEAL'] });
    expect((await update(id, { distributor: distributor.id })).deal?.distributor).toEqual({ id: distributor.id });
    expect(await contentOf(id)).toMatchObject({ distributor: 'Broad Distribution' });
    expect((await update(id, { name: 'Same' })).deal?.distributor).toEqual({ id: distributor.id });
    expect((await update(id, { distributor: null })).deal?.distributor).toBeNull();
  });
});

describe('a deal that its vendor has', () => {
  test('is changed there: what is queued holds the changed members alone', async () => {
    const id = await addSent(room, firm.alpha, { name: 'As it was' });
    const { deal, errors } = await update(id, { name: 'As it shall be', vendorFields: { useCase: null } });
    expect(errors).toEqual([]);
    expect(deal).toMatchObject({ name: 'As it was', pendingWrite: { state: 'QUEUED', operation: 'UPDATE_DEAL' } });
    expect(deal?.history).toContainEqual({
      kind: 'WRITE_QUEUED',
      actor: 'tester',
      from: 'SUBMITTED',
      to: 'SUBMITTED',
      note: 'UPDATE_DEAL',
    });
    const [operation] = await sentOf(room, firm.partner);
    expect(operation).toMatchObject({
      kind: 'UPDATE_DEAL',
      state: 'QUEUED',
      vendor_id: 'alpha',
      connection_id: firm.alpha.id,
      target_id: rowOf(id),
      actor: 'tester',
      intent: { patch: { name: 'As it shall be', vendorFields: { useCase: null } }, remoteId: deal?.source.remoteId },
    });
    expect(Object.keys(operation?.intent?.patch ?? {})).toEqual(['name', 'vendorFields']);
  });

  test('of a version that it no longer has is left alone: nothing is queued, so that no vendor is called', async () => {
    const id = await addSent(room, firm.alpha, { remoteVersion: 'v7' });
    const refused = await update(id, { name: 'X' }, { expectedVersion: 'v6' });
    expect(told(refused.errors)).toEqual(['/expectedVersion VERSION_CONFLICT']);
    expect(await operationsOf(room, firm.partner)).toEqual([]);
    expect((await update(id, { name: 'X' }, { expectedVersion: 'v7' })).errors).toEqual([]);
  });

  test('hears the vendor’s judge: what it would refuse now, and what it may hold against it later', async () => {
    const id = await addSent(room, firm.alpha);
    const refused = await update(id, { name: FORBIDDEN_NAME });
    expect(refused.errors).toMatchObject([{ path: '/name', code: 'NOT_ALLOWED', vendorCode: 'A-1' }]);
    expect(await operationsOf(room, firm.partner)).toEqual([]);
    const warned = await update(id, { name: DOUBTFUL_NAME });
    expect([told(warned.errors), told(warned.warnings)]).toEqual([[], ['/name NOT_ALLOWED']]);
    expect(warned.deal?.pendingWrite.state).toBe('QUEUED');
  });

  test('is not changed where the vendor offers no way, and nothing is queued', async () => {
    const [gamma, omega] = [await addSent(room, firm.gamma), await addSent(room, firm.omega)];
    for (const [id, name] of [
      [gamma, 'Gamma Software'],
      [omega, 'Omega Hardware'],
    ] as const) {
      const { errors } = await update(id, { name: 'X' });
      expect(errors).toMatchObject([
        { path: '/id', code: 'NOT_SUPPORTED', message: `${name} offers no way to change a deal it already has.` },
      ]);
    }
    expect(await operationsOf(room, firm.partner)).toEqual([]);
  });

  test.each(['REJECTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN', 'REVOKED', 'WON', 'LOST'] as const)(
    'is not changed any more once it is %s',
    async (status) => {
      const id = await addSent(room, firm.alpha, { status });
      const { errors } = await update(id, { name: 'X' });
      expect(errors).toMatchObject([
        { code: 'WRONG_STATE', message: `is ${status} at Alpha Systems: nothing of it can be changed any more` },
      ]);
      expect(await operationsOf(room, firm.partner)).toEqual([]);
    },
  );

  test('is changed in the portal where the vendor has one: what is to be taken away is told, too', async () => {
    const id = await addSent(room, firm.beta);
    const { deal } = await update(id, {
      name: 'New name',
      distributor: null,
      vendorFields: { contactPhone: null, extra: 'x' },
    });
    expect(deal?.pendingWrite).toMatchObject({
      state: 'AWAITING_PORTAL',
      reason: 'Beta Networks takes this in its portal: do it there, and confirm it.',
      handoff: {
        fields: [
          { label: 'Registration number', value: deal?.source.remoteId },
          { label: 'What to do', value: 'Change the registration' },
          { label: 'Deal name', value: 'New name' },
          { label: 'Distributor', value: '(to be removed)' },
          { label: 'Contact phone', value: '(to be removed)' },
          { label: 'extra', value: 'x' },
        ],
      },
    });
    expect(told((await update(id, { closeOn: null, value: { amount: '-1', currency: 'EUR' } })).errors)).toEqual([
      '/closeOn REQUIRED',
      '/value OUT_OF_RANGE',
    ]);
  });

  test('takes two changes one after the other, in their order', async () => {
    const id = await addSent(room, firm.alpha);
    await update(id, { name: 'One' });
    await update(id, { name: 'Two' });
    expect((await sentOf(room, firm.partner)).map(({ intent }) => intent?.patch?.name)).toEqual(['One', 'Two']);
    const { connections } = await room.read<{ connections: Array<{ queuedWrites: number; vendor: { id: string } }> }>({
      as: firm.partner,
      query: '{ connections { vendor { id } queuedWrites } }',
      graph: 'connections',
    });
    expect(Object.fromEntries(connections.map(({ vendor, queuedWrites }) => [vendor.id, queuedWrites]))).toEqual({
      alpha: 2,
      beta: 0,
      gamma: 0,
      omega: 0,
    });
  });

  test('takes the same change once, under however many keys, and takes up what waits for a person', async () => {
    const id = await addSent(room, firm.alpha);
    for (let click = 0; click < 3; click += 1) expect((await update(id, { name: 'One' })).errors).toEqual([]);
    const [operation, ...others] = await sentOf(room, firm.partner);
    expect(others).toEqual([]);
    await setOperation(room, firm.partner, operation?.id ?? '', {
      state: 'NEEDS_REVIEW',
      unresolved: true,
      attempts: 9,
    });
    await update(id, { name: 'Two' });
    expect((await seeDeal(room, firm.partner, id))?.pendingWrite.state).toBe('FAILED');
    await update(id, { name: 'One' });
    expect((await sentOf(room, firm.partner)).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['UNCERTAIN', 0],
      ['QUEUED', 0],
    ]);
    await update(id, { name: 'One' });
    expect(await sentOf(room, firm.partner)).toHaveLength(3);
  });
});

describe('a deal on its way to its vendor', () => {
  test.each(['QUEUED', 'SENDING', 'UNCERTAIN', 'NEEDS_REVIEW'])(
    'is locked while its submission is %s',
    async (state) => {
      const { id } = await addDraft(room, firm.partner);
      await change(room, firm.partner, 'submitDeal', { id });
      const [operation] = await sentOf(room, firm.partner);
      await setOperation(room, firm.partner, operation?.id ?? '', { state });
      const { errors } = await update(id, { name: 'X' });
      expect(errors).toMatchObject([{ path: '/id', code: 'LOCKED' }]);
      expect(await contentOf(id)).toMatchObject({ name: 'A data lake' });
    },
  );

  test('is locked while it waits for a portal, and says what to do', async () => {
    const id = await addWaiting(room, firm);
    expect((await update(id, { name: 'X' })).errors).toMatchObject([
      { code: 'LOCKED', message: 'waits for its entry in the portal; confirm that first, or withdraw it' },
    ]);
  });

  test('can be changed again once it was refused, and submitted again', async () => {
    const { id } = await addDraft(room, firm.partner);
    await change(room, firm.partner, 'submitDeal', { id });
    const [operation] = await sentOf(room, firm.partner);
    await setOperation(room, firm.partner, operation?.id ?? '', { state: 'REFUSED', ended_at: room.clock.now() });
    const edited = await update(id, { name: 'Mended' });
    expect(edited.deal).toMatchObject({ name: 'Mended', pendingWrite: { state: 'FAILED' } });
    const again = await change(room, firm.partner, 'submitDeal', { id });
    expect(again.deal?.pendingWrite.state).toBe('QUEUED');
    expect((await sentOf(room, firm.partner)).at(-1)?.intent?.content?.name).toBe('Mended');
  });

  test('that was withdrawn before it was sent is not changed any more', async () => {
    const { id } = await addDraft(room, firm.partner);
    await change(room, firm.partner, 'withdrawDeal', { id });
    expect((await update(id, { name: 'X' })).errors).toMatchObject([
      { code: 'WRONG_STATE', message: 'is WITHDRAWN: nothing of it can be changed any more' },
    ]);
  });
});

describe('an id of nothing that the caller can see', () => {
  test('is told as that, whether there is such a deal or not', async () => {
    const stranger = await addFirm(room, 'A stranger');
    const theirs = (await addDraft(room, stranger.partner)).id;
    for (const id of ['x', firm.partner.id, theirs]) {
      const { deal, errors } = await update(id, { name: 'X' });
      expect([deal, errors]).toMatchObject([null, [{ path: '/id', code: 'NOT_FOUND' }]]);
    }
    expect((await seeDeal(room, stranger.partner, theirs))?.name).toBe('A data lake');
  });
});
