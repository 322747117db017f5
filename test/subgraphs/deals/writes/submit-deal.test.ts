import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
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
  WHOLE_BETA,
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

const submit = (id: string, more: object = {}): Promise<Changed> =>
  change(room, firm.partner, 'submitDeal', { id, ...more });

describe('a draft that is submitted', () => {
  test('is queued whole, under a number of ours, and is a draft until the vendor says otherwise', async () => {
    const { id } = await addDraft(room, firm.partner);
    const { deal, errors } = await submit(id, { expectedVersion: 'draft-1' });
    expect(errors).toEqual([]);
    expect(deal).toMatchObject({
      dealStatus: 'DRAFT',
      pendingWrite: {
        state: 'QUEUED',
        operation: 'SUBMIT_DEAL',
        queuedAt: room.clock.now().toISOString(),
        nextAttemptAt: room.clock.now().toISOString(),
        attempts: 0,
        reason: null,
        fieldErrors: [],
        handoff: null,
      },
    });
    const [operation] = await sentOf(room, firm.partner);
    expect(operation?.intent).toMatchObject({
      kind: 'SUBMIT_DEAL',
      externalId: rowOf(id),
      remoteId: null,
      patch: null,
      content: {
        name: 'A data lake',
        value: { amount: '1000.5', currency: 'EUR' },
        closeOn: '2026-12-31',
        customer: { name: 'Acme GmbH', country: 'DE', city: 'Berlin' },
        vendorFields: { useCase: 'Data' },
      },
    });
  });

  test('by five clicks with five keys is submitted once', async () => {
    const { id } = await addDraft(room, firm.partner);
    const clicks: Changed[] = [];
    for (let click = 0; click < 5; click += 1) clicks.push(await submit(id));
    for (const { deal, errors } of clicks) expect([errors, deal?.pendingWrite.state]).toEqual([[], 'QUEUED']);
    expect(await sentOf(room, firm.partner)).toHaveLength(1);
  });

  test('by five clicks at the same moment is submitted once', async () => {
    const { id } = await addDraft(room, firm.partner);
    const clicks = await Promise.all(Array.from({ length: 5 }, () => submit(id)));
    expect(clicks.flatMap(({ errors }) => errors)).toEqual([]);
    expect(await sentOf(room, firm.partner)).toHaveLength(1);
    expect(clicks[0]?.deal?.history.filter(({ kind }) => kind === 'WRITE_QUEUED')).toHaveLength(1);
  });

  test('names what is missing and what is wrong, each at its place, before anything is queued', async () => {
    const { id } = await addDraft(room, firm.partner, { vendor: 'alpha', closeOn: '2026-06-14' });
    const { errors } = await submit(id);
    expect(errors.map(({ path, code, message }) => [path, code, message])).toEqual([
      ['/value', 'REQUIRED', 'Expected revenue is missing'],
      ['/vendorFields/useCase', 'REQUIRED', 'Use case is missing'],
      ['/closeOn', 'OUT_OF_RANGE', 'must be 2026-06-15 or later, not 2026-06-14'],
    ]);
    expect(await sentOf(room, firm.partner)).toEqual([]);
  });

  test('of another version than the caller saw is not', async () => {
    const { id } = await addDraft(room, firm.partner);
    await change(room, firm.partner, 'updateDeal', { id, patch: { name: 'Changed meanwhile' } });
    expect(told((await submit(id, { expectedVersion: 'draft-1' })).errors)).toEqual([
      '/expectedVersion VERSION_CONFLICT',
    ]);
    expect(await sentOf(room, firm.partner)).toEqual([]);
  });
});

describe('a deal that can not be submitted', () => {
  test('is one that its vendor has already', async () => {
    const { errors } = await submit(await addSent(room, firm.alpha, { status: 'APPROVED' }));
    expect(errors).toMatchObject([{ code: 'WRONG_STATE', message: 'must be a draft; this deal is APPROVED' }]);
  });

  test('is one that was begun at its vendor: what was entered there is not known here', async () => {
    const { errors } = await submit(await addSent(room, firm.alpha, { status: 'DRAFT' }));
    expect(errors).toMatchObject([{ code: 'WRONG_STATE', message: expect.stringContaining('Alpha Systems') }]);
  });

  test('is one of a vendor that takes none', async () => {
    const { errors } = await submit(await addSent(room, firm.gamma, { status: 'DRAFT' }));
    expect(errors).toMatchObject([
      { code: 'NOT_SUPPORTED', message: 'Gamma Software offers no way to register a deal.' },
    ]);
    expect(await operationsOf(room, firm.partner)).toEqual([]);
  });
});

describe('a submission that a machine gave up', () => {
  test('goes on under the same operation when it is submitted again: nothing is sent twice', async () => {
    const { id } = await addDraft(room, firm.partner);
    await submit(id);
    const [operation] = await sentOf(room, firm.partner);
    const given = { state: 'NEEDS_REVIEW', unresolved: true, attempts: 9, reason: 'Look at the vendor.' };
    await setOperation(room, firm.partner, operation?.id ?? '', given);
    expect((await seeDeal(room, firm.partner, id))?.pendingWrite).toMatchObject({
      state: 'FAILED',
      reason: 'Look at the vendor.',
    });
    const { deal, errors } = await submit(id);
    expect(errors).toEqual([]);
    expect(deal?.pendingWrite).toMatchObject({ state: 'UNCERTAIN', attempts: 0, reason: null });
    expect(deal?.history.filter(({ kind }) => kind === 'WRITE_QUEUED')).toHaveLength(2);
    expect((await sentOf(room, firm.partner)).map(({ id: same }) => same)).toEqual([operation?.id]);
  });

  test('and that had no effect for sure is queued again', async () => {
    const { id } = await addDraft(room, firm.partner);
    await submit(id);
    const [operation] = await sentOf(room, firm.partner);
    await setOperation(room, firm.partner, operation?.id ?? '', { state: 'NEEDS_REVIEW' });
    expect((await submit(id)).deal?.pendingWrite.state).toBe('QUEUED');
  });
});

describe('a submission that the vendor refused', () => {
  test('shows the vendor’s words at their place, until something else is asked for', async () => {
    const { id } = await addDraft(room, firm.partner);
    await submit(id);
    const [operation] = await sentOf(room, firm.partner);
    const refusal = {
      path: '/customer/city',
      code: 'REFUSED_BY_VENDOR',
      message: 'no such city',
      vendorCode: 'V-9',
      editable: true,
    };
    await setOperation(room, firm.partner, operation?.id ?? '', {
      state: 'REFUSED',
      reason: 'The vendor refused it.',
      field_errors: JSON.stringify([refusal]),
    });
    const { editable: _editable, ...shown } = refusal;
    expect((await seeDeal(room, firm.partner, id))?.pendingWrite).toMatchObject({
      state: 'FAILED',
      reason: 'The vendor refused it.',
      nextAttemptAt: null,
      fieldErrors: [shown],
    });
    await change(room, firm.partner, 'updateDeal', { id, patch: { name: 'Mended' } });
    expect((await seeDeal(room, firm.partner, id))?.pendingWrite.state).toBe('FAILED');
    await submit(id);
    expect((await seeDeal(room, firm.partner, id))?.pendingWrite).toMatchObject({ state: 'QUEUED', fieldErrors: [] });
  });
});

describe('a draft for a vendor with a portal only', () => {
  test('waits for a person with the filled form, and is never told as submitted before it is confirmed', async () => {
    const { id } = await addDraft(room, firm.partner, WHOLE_BETA);
    const { deal } = await submit(id);
    expect(deal).toMatchObject({
      dealStatus: 'DRAFT',
      pendingWrite: {
        state: 'AWAITING_PORTAL',
        nextAttemptAt: null,
        reason: 'Beta Networks takes registrations in its portal: enter it there, and confirm its number.',
        handoff: {
          portalUrl: 'https://beta.example/portal',
          fields: [
            { label: 'Deal name', value: 'A data lake' },
            { label: 'End customer', value: 'Acme GmbH' },
            { label: 'Revenue', value: '2000 USD' },
            { label: 'Close date', value: '2026-12-31' },
            { label: 'Customer contact', value: 'Ada Example' },
            { label: 'Contact e-mail', value: 'ada@customer.example' },
          ],
        },
      },
    });
    expect(deal?.pendingWrite.handoff?.csv.split('\r\n')).toEqual([
      'Deal name,End customer,Revenue,Close date,Customer contact,Contact e-mail',
      'A data lake,Acme GmbH,2000 USD,2026-12-31,Ada Example,ada@customer.example',
      '',
    ]);
    room.clock.advance(10 * 86_400_000);
    expect(await seeDeal(room, firm.partner, id)).toMatchObject({
      dealStatus: 'DRAFT',
      source: { stale: false },
      pendingWrite: { state: 'AWAITING_PORTAL' },
    });
  });

  test('by five clicks waits once', async () => {
    const id = await addWaiting(room, firm);
    for (let click = 0; click < 4; click += 1) await submit(id);
    expect(await sentOf(room, firm.partner)).toHaveLength(1);
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+49 30 1', "'+49 30 1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1+1', "'  =1+1"],
    ['＝1+1', "'＝1+1"],
    ['a;=1+1', '"a;=1+1"'],
    ['a\t=1+1', '"a\t=1+1"'],
    ['a"b', '"a""b"'],
    ['a\r\nb', '"a\r\nb"'],
    ['=a,b', '"\'=a,b"'],
  ])('writes %j into its file so that no program takes it for a formula', async (text, cell) => {
    const vendorFields = { ...WHOLE_BETA.vendorFields, contactPhone: text };
    const { id } = await addDraft(room, firm.partner, { ...WHOLE_BETA, vendorFields });
    const { deal } = await submit(id);
    const fields = deal?.pendingWrite.handoff?.fields ?? [];
    expect(fields.at(-1)).toEqual({ label: 'Contact phone', value: text });
    expect(deal?.pendingWrite.handoff?.csv.endsWith(`,${cell}\r\n`)).toBe(true);
  });

  test('brings along what was entered and the form does not ask for', async () => {
    const vendorFields = { ...WHOLE_BETA.vendorFields, 'a/b~c': ['x', 'y'], yes: true };
    const { id } = await addDraft(room, firm.partner, { ...WHOLE_BETA, vendorFields });
    expect((await submit(id)).deal?.pendingWrite.handoff?.fields.slice(-2)).toEqual([
      { label: 'yes', value: 'Yes' },
      { label: 'a/b~c', value: 'x; y' },
    ]);
  });
});

describe('what a vendor wants to know', () => {
  test('is data: of each vendor and kind, and nothing where no deal is taken', async () => {
    const query = `{ alpha: dealRequirements(vendor: "alpha", kind: REFERRAL) { path label type required allowedValues maxLength help }
      beta: dealRequirements(vendor: "beta") { path } gamma: dealRequirements(vendor: "gamma") { path } }`;
    const data = await room.read<Record<string, Array<{ path: string }>>>({ as: firm.partner, query });
    expect(data['alpha']?.at(-1)).toEqual({
      path: '/vendorFields/useCase',
      label: 'Use case',
      type: 'choice',
      required: true,
      allowedValues: ['Data', 'Web'],
      maxLength: null,
      help: null,
    });
    expect(data['beta']?.map(({ path }) => path)).toContain('/vendorFields/contactEmail');
    expect(data['gamma']).toEqual([]);
  });

  test('is not asked of a vendor that nobody knows: the error names the argument and who there is', async () => {
    const query = '{ dealRequirements(vendor: "oracle") { path } }';
    const { errors } = await room.ask({ as: firm.partner, query });
    expect(errors).toMatchObject([
      {
        message: 'vendor must be one of alpha, beta, gamma, omega, not "oracle"',
        extensions: { code: 'BAD_USER_INPUT', argument: 'vendor' },
      },
    ]);
  });

  test('has all been said by a draft that nothing is missing of', async () => {
    const { id } = await addDraft(room, firm.partner, WHOLE_ALPHA);
    expect((await submit(id)).errors).toEqual([]);
  });
});
