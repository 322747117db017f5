import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BENEFIT_STATUSES } from '../../../../platform/records/vocabulary.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import { auditOf } from '../../partners/audit-support.ts';
import {
  addHolder,
  claim,
  feedRequest,
  funds,
  openFundsRoom,
  operationsOf,
  setLast,
  told,
  wish,
  type Holder,
  type Paid,
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

const ask = (input: Record<string, unknown>): Promise<Paid> => funds(room, holder.partner, 'claimFunds', input);

describe('funds that are claimed', () => {
  test('are queued for the vendor, with what the request was for', async () => {
    const id = await feedRequest(room, holder.connections.alpha, {
      remoteId: 'R-1',
      activity: 'Fair',
      activityOn: '2026-05-01',
    });
    const { request, errors } = await ask(claim(id, { vendorFields: { part: 'first' } }));
    expect(errors).toEqual([]);
    expect(request).toMatchObject({
      id,
      requestStatus: 'PRE_APPROVED',
      claimed: null,
      pendingWrite: { state: 'QUEUED', operation: 'CLAIM_FUNDS' },
    });
    expect((await operationsOf(room, holder.partner))[0]?.intent).toMatchObject({
      kind: 'CLAIM_FUNDS',
      remoteId: 'R-1',
      funds: {
        activity: 'Fair',
        activityOn: '2026-05-01',
        amount: { amount: '4000', currency: 'EUR' },
        invoiceNumber: 'I-1',
        proofUrl: 'https://example.com/proof.pdf',
        vendorFields: { part: 'first' },
      },
    });
    expect((await auditOf(room, holder.partner)).at(-1)).toMatchObject({
      action: 'claimFunds',
      target: id,
      outcome: 'DONE',
      detail: { kind: 'CLAIM_FUNDS' },
    });
  });

  test('wait for a person with the filled form and the number of the request, where the vendor has a portal', async () => {
    const id = await feedRequest(room, holder.connections.beta, { remoteId: 'R-1' });
    const { request } = await ask(claim(id));
    expect(request?.pendingWrite).toMatchObject({
      state: 'AWAITING_PORTAL',
      handoff: {
        portalUrl: 'https://beta.example/claims',
        fields: [
          { label: 'Request number', value: 'R-1' },
          { label: 'Fund', value: 'Market funds' },
          { label: 'Activity', value: 'An event' },
          { label: 'Amount claimed', value: '4000 EUR' },
          { label: 'Invoice number', value: 'I-1' },
          { label: 'Proof of execution', value: 'https://example.com/proof.pdf' },
        ],
      },
    });
  });

  test.each(BENEFIT_STATUSES)('are claimed of what was granted alone: of a request that is %s', async (status) => {
    const id = await feedRequest(room, holder.connections.alpha, { status });
    const { errors } = await ask(claim(id));
    const may = ['PRE_APPROVED', 'ACTION_REQUIRED', 'CLAIMED'].includes(status);
    expect(told(errors)).toEqual(may ? [] : ['/request WRONG_STATE']);
    expect(await operationsOf(room, holder.partner)).toHaveLength(may ? 1 : 0);
  });

  test.each<[string, object, string[]]>([
    ['nothing', { amount: { amount: '0', currency: 'EUR' } }, ['/amount/amount OUT_OF_RANGE']],
    ['no invoice', { invoiceNumber: ' ' }, ['/invoiceNumber REQUIRED']],
    ['an invoice number without end', { invoiceNumber: 'i'.repeat(301) }, ['/invoiceNumber TOO_LONG']],
    ['an invoice number that can not be kept', { invoiceNumber: '\0' }, ['/invoiceNumber INVALID']],
    ['no proof', { proofUrl: null }, ['/proofUrl REQUIRED']],
    ['a proof that is nowhere', { proofUrl: 'proof.pdf' }, ['/proofUrl INVALID']],
    ['a proof that is a program', { proofUrl: 'javascript:alert(1)' }, ['/proofUrl INVALID']],
    ['a list of fields', { vendorFields: ['x'] }, ['/vendorFields INVALID']],
  ])('are refused with %s, and nothing is stored', async (_title, more, expected) => {
    const id = await feedRequest(room, holder.connections.alpha);
    expect(told((await ask(claim(id, more))).errors)).toEqual(expected);
    expect(await operationsOf(room, holder.partner)).toEqual([]);
  });

  test('are not claimed where the vendor offers no way, or of what the caller can not see', async () => {
    const id = await feedRequest(room, holder.connections.gamma);
    expect((await ask(claim(id))).errors).toEqual([
      { path: '/request', code: 'NOT_SUPPORTED', message: 'Gamma Software offers no way to claim funds.' },
    ]);
    const stranger = await addHolder(room);
    const theirs = await feedRequest(room, stranger.connections.alpha);
    for (const request of ['x', theirs])
      expect(told((await ask(claim(request))).errors)).toEqual(['/request NOT_FOUND']);
    expect(await operationsOf(room, holder.partner)).toEqual([]);
  });

  test('are claimed once, however often; another claim waits for the first to end', async () => {
    const id = await feedRequest(room, holder.connections.alpha);
    const clicks = await Promise.all(Array.from({ length: 4 }, () => ask(claim(id))));
    expect(clicks.flatMap(({ errors }) => errors)).toEqual([]);
    const sent = async () => (await operationsOf(room, holder.partner)).filter(({ intent }) => intent !== null);
    expect(await sent()).toHaveLength(1);
    const other = claim(id, { invoiceNumber: 'I-2' });
    expect(told((await ask(other)).errors)).toEqual(['/request LOCKED']);
  });

  test('that a machine gave up go on when they are claimed again', async () => {
    const id = await feedRequest(room, holder.connections.alpha);
    await ask(claim(id));
    await setLast(room, holder.partner, { state: 'NEEDS_REVIEW', unresolved: true });
    expect((await ask(claim(id))).request?.pendingWrite.state).toBe('UNCERTAIN');
    expect((await operationsOf(room, holder.partner)).map(({ kind }) => kind)).toEqual(['CLAIM_FUNDS', 'REPEAT']);
  });

  test('are not claimed of a request that its vendor does not have yet', async () => {
    const { request } = await funds(room, holder.partner, 'requestFunds', wish(holder.connections.alpha));
    expect(told((await ask(claim(request?.id ?? ''))).errors)).toEqual(['/request LOCKED']);
    await setLast(room, holder.partner, { state: 'REFUSED' });
    expect(told((await ask(claim(request?.id ?? ''))).errors)).toEqual(['/request WRONG_STATE']);
  });
});
