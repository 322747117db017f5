import { describe, expect, test } from '@jest/globals';
import { DEAL_STATUSES, type DealStatus } from '../../../../platform/records/vocabulary.ts';
import type { DealSnapshot, VendorFieldError, WriteIntent } from '../../../../platform/vendor/write-contract.ts';
import type { WriteKind } from '../../../../platform/writes/vocabulary.ts';
import { MICROSOFT_WRITES } from '../../../../vendors/microsoft/writes/microsoft-writes.ts';
import { deal, intent } from './support/intents.ts';

const MADE = new Date('2026-04-10T12:00:00.000Z');
const NOW = new Date('2026-04-15T09:30:00.000Z');
const FINAL: readonly DealStatus[] = ['REJECTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN', 'REVOKED', 'WON', 'LOST'];

function snapshot(members: Partial<DealSnapshot> = {}): DealSnapshot {
  return {
    status: 'APPROVED',
    rawStatus: 'Active',
    stage: null,
    direction: 'OUTBOUND',
    createdAt: MADE,
    protectionEndsOn: null,
    extensionDeadline: null,
    ...members,
  };
}

type Judged = { readonly errors: readonly VendorFieldError[]; readonly warnings: readonly VendorFieldError[] };

function judged(kind: WriteKind, deal: Partial<DealSnapshot>, members: Partial<WriteIntent> = {}, now = NOW): Judged {
  const judge = MICROSOFT_WRITES.deals?.judge;
  if (!judge) throw new Error('expected a judgement, got none');
  return judge(intent(kind, { remoteId: 'r-1', ...members }), snapshot(deal), now);
}

const codes = ({ errors }: Judged): Array<readonly [string, string]> =>
  errors.map(({ path, code }) => [path, code] as const);

describe('what Microsoft would refuse', () => {
  test.each(DEAL_STATUSES.map((status) => [status, FINAL.includes(status)] as const))(
    'a deal that is %s takes no change any more: %s',
    (status, isFinal) => {
      for (const kind of ['UPDATE_DEAL', 'CLOSE_WON', 'CLOSE_LOST'] as const) {
        expect(codes(judged(kind, { status }))).toEqual(isFinal ? [['', 'WRONG_STATE']] : []);
      }
    },
  );

  test.each(['ACCEPT_OFFER', 'DECLINE_OFFER'] as const)(
    '%s is for offers that came in and wait for an answer',
    (kind) => {
      expect(codes(judged(kind, { status: 'OFFERED', direction: 'INBOUND' }))).toEqual([]);
      expect(codes(judged(kind, { status: 'UNKNOWN', direction: 'INBOUND' }))).toEqual([]);
      expect(codes(judged(kind, { status: 'APPROVED', direction: 'INBOUND' }))).toEqual([['', 'WRONG_STATE']]);
      expect(codes(judged(kind, { status: 'SUBMITTED', direction: 'OUTBOUND' }))).toEqual([['', 'WRONG_STATE']]);
      expect(codes(judged(kind, { status: 'EXPIRED', direction: 'INBOUND' }))).toEqual([['', 'WRONG_STATE']]);
    },
  );

  test('a win within 72 hours of the making is a warning that says from when on it is safe, and no error', () => {
    const soon = judged('CLOSE_WON', {}, { closedOn: '2026-04-13' }, new Date('2026-04-13T11:59:59.000Z'));
    expect(soon.errors).toEqual([]);
    expect(soon.warnings).toMatchObject([
      { path: '/closedOn', message: expect.stringContaining('2026-04-13T12:00:00.000Z') },
    ]);
    expect(judged('CLOSE_WON', {}, { closedOn: '2026-04-13' }, new Date('2026-04-13T12:00:00.000Z')).warnings).toEqual(
      [],
    );
    expect(judged('CLOSE_LOST', {}, { closedOn: '2026-04-13' }, new Date('2026-04-13T11:00:00.000Z')).warnings).toEqual(
      [],
    );
  });

  test('a day of closing other than today is told to be lost', () => {
    expect(judged('CLOSE_LOST', {}, { closedOn: '2026-04-01' })).toMatchObject({
      errors: [],
      warnings: [{ path: '/closedOn', code: 'NOT_SUPPORTED', message: expect.stringContaining('2026-04-15') }],
    });
    expect(judged('CLOSE_LOST', {}, { closedOn: '2026-04-15' }).warnings).toEqual([]);
  });

  test('a submission is judged by its form alone', () => {
    expect(judged('SUBMIT_DEAL', { status: 'DRAFT' })).toEqual({ errors: [], warnings: [] });
  });

  test.each<[string, WriteIntent['patch'], string, string]>([
    ['another kind', { dealKind: 'CO_SELL' }, '/dealKind', 'NOT_SUPPORTED'],
    ['a stage', { stage: 'COMMITTED' }, '/stage', 'NOT_SUPPORTED'],
    ['a distributor', { distributor: 'Example Distribution' }, '/distributor', 'NOT_SUPPORTED'],
    [
      'notes for an invitation that was sent',
      { vendorFields: { inviteNotes: 'x' } },
      '/vendorFields/inviteNotes',
      'NOT_SUPPORTED',
    ],
    ['no value any more', { value: null }, '/value', 'NOT_SUPPORTED'],
    ['no size any more', { vendorFields: { customerSize: null } }, '/vendorFields/customerSize', 'NOT_SUPPORTED'],
    ['no name', { name: ' ' }, '/name', 'REQUIRED'],
    ['a nameless customer', { customer: { ...deal().customer, name: '' } }, '/customer/name', 'REQUIRED'],
    ['a value below zero', { value: { amount: '-0.01', currency: 'EUR' } }, '/value/amount', 'OUT_OF_RANGE'],
    ['an unknown service', { vendorFields: { services: ['Magic'] } }, '/vendorFields/services/0', 'NOT_ALLOWED'],
  ])('a change to %s', (_what, patch, path, code) => {
    expect(codes(judged('UPDATE_DEAL', {}, { patch }))).toEqual([[path, code]]);
  });

  test('a change may name products as Microsoft shows them, and leaves out what of the customer is not told', () => {
    const customer = { ...deal().customer, street: null, postalCode: null };
    const patch = { products: ['Azure', 'A solution of the own'], customer, closeOn: '2027-01-01' };
    expect(judged('UPDATE_DEAL', {}, { patch })).toEqual({ errors: [], warnings: [] });
  });
});
