import { describe, expect, test } from '@jest/globals';
import { portalWrites } from '../../../platform/portal/portal-writes.ts';
import type { PortalField } from '../../../platform/portal/portal-field.ts';
import type { DealContent, DealSnapshot, FundContent, WriteIntent } from '../../../platform/vendor/write-contract.ts';

const FIELDS: readonly PortalField[] = [
  { path: '/customer/name', label: 'Customer', type: 'string', required: true },
  { path: '/name', label: 'Deal', type: 'string', required: true, maxLength: 20 },
  { path: '/value', label: 'Value', type: 'money', required: true },
  { path: '/products', label: 'Products', type: 'choices', required: false },
  { path: '/vendorFields/met', label: 'Met?', type: 'boolean', required: true },
  { path: '/vendorFields/note', label: 'Note', type: 'text', required: false },
];
const REQUEST: readonly PortalField[] = [{ path: '/amount', label: 'Asked for', type: 'money', required: true }];
const CLAIM: readonly PortalField[] = [{ path: '/invoiceNumber', label: 'Invoice', type: 'string', required: true }];

const writes = portalWrites({
  kinds: ['REGISTRATION'],
  deals: { portalUrl: 'https://portal.example', fields: FIELDS },
  dealOperations: ['UPDATE_DEAL', 'EXTEND_DEAL', 'CLOSE_LOST'],
  funds: {
    request: { portalUrl: 'https://portal.example/funds', fields: REQUEST },
    claim: { portalUrl: 'https://portal.example/claims', fields: CLAIM },
  },
});

const CONTENT: DealContent = {
  name: 'A deal',
  description: null,
  value: { amount: '12.50', currency: 'EUR' },
  closeOn: null,
  products: ['One', 'Two'],
  stage: null,
  dealKind: 'REGISTRATION',
  customer: {
    name: 'Acme',
    country: 'DE',
    website: null,
    duns: null,
    city: null,
    street: null,
    postalCode: null,
    state: null,
    industry: null,
  },
  distributor: null,
  vendorFields: { met: false, own: { a: [1] } },
};

const FUNDS: FundContent = {
  activity: 'Fair',
  amount: { amount: '5', currency: 'EUR' },
  activityOn: null,
  invoiceNumber: 'I-1',
  proofUrl: null,
  benefitRemoteId: 'B-1',
  benefitName: 'Fund',
  vendorFields: {},
};

const SNAPSHOT: DealSnapshot = {
  status: 'APPROVED',
  rawStatus: 'Approved',
  stage: null,
  direction: 'OUTBOUND',
  createdAt: new Date(0),
  protectionEndsOn: null,
  extensionDeadline: null,
};

function intent(kind: WriteIntent['kind'], more: Partial<WriteIntent> = {}): WriteIntent {
  return {
    kind,
    externalId: 'ours',
    remoteId: null,
    content: null,
    patch: null,
    funds: null,
    reason: null,
    closedOn: null,
    until: null,
    ...more,
  };
}

const fieldsOf = (wish: WriteIntent): Array<[string, string]> =>
  (writes.handoff?.(wish).fields ?? []).map(({ label, value }) => [label, value]);

describe('what a vendor with a portal takes', () => {
  test('is what is declared, all of it by hand', () => {
    expect(writes.operations.map(({ kind, area, transport }) => `${area} ${kind} ${transport}`)).toEqual([
      'DEAL SUBMIT_DEAL PORTAL',
      'DEAL UPDATE_DEAL PORTAL',
      'DEAL EXTEND_DEAL PORTAL',
      'DEAL CLOSE_LOST PORTAL',
      'FUND REQUEST_FUNDS PORTAL',
      'FUND CLAIM_FUNDS PORTAL',
    ]);
    expect('open' in writes).toBe(false);
  });
});

describe('a filled form', () => {
  test('has the form’s fields in the form’s order, in words that a person types, then what it does not ask for', () => {
    expect(fieldsOf(intent('SUBMIT_DEAL', { content: CONTENT }))).toEqual([
      ['Customer', 'Acme'],
      ['Deal', 'A deal'],
      ['Value', '12.50 EUR'],
      ['Products', 'One; Two'],
      ['Met?', 'No'],
      ['own', '{"a":[1]}'],
    ]);
  });

  test('of a change names the registration, what to do, and what to take away', () => {
    const patch = { name: 'New', products: [], vendorFields: { note: null, met: true, own: null } };
    expect(fieldsOf(intent('UPDATE_DEAL', { remoteId: 'D-1', patch }))).toEqual([
      ['Registration number', 'D-1'],
      ['What to do', 'Change the registration'],
      ['Deal', 'New'],
      ['Products', '(to be removed)'],
      ['Met?', 'Yes'],
      ['Note', '(to be removed)'],
      ['own', '(to be removed)'],
    ]);
  });

  test('of an end or an extension says until when, as of when and why', () => {
    expect(fieldsOf(intent('EXTEND_DEAL', { remoteId: 'D-1', until: '2026-09-30', reason: 'Late' }))).toEqual([
      ['Registration number', 'D-1'],
      ['What to do', 'Extend the registration'],
      ['Extend until', '2026-09-30'],
      ['Reason', 'Late'],
    ]);
    expect(fieldsOf(intent('CLOSE_LOST', { remoteId: 'D-1', closedOn: '2026-06-01' }))).toEqual([
      ['Registration number', 'D-1'],
      ['What to do', 'Close the registration as lost'],
      ['Closed on', '2026-06-01'],
    ]);
  });

  test('of funds is the request’s or the claim’s, with its own link', () => {
    const request = writes.handoff?.(intent('REQUEST_FUNDS', { funds: FUNDS }));
    expect(request).toEqual({
      portalUrl: 'https://portal.example/funds',
      fields: [{ label: 'Asked for', value: '5 EUR' }],
    });
    const claim = writes.handoff?.(intent('CLAIM_FUNDS', { funds: FUNDS, remoteId: 'R-1' }));
    expect(claim).toEqual({
      portalUrl: 'https://portal.example/claims',
      fields: [
        { label: 'Request number', value: 'R-1' },
        { label: 'Invoice', value: 'I-1' },
      ],
    });
  });

  test('can be made of whatever a partner entered', () => {
    const vendorFields = { toString: { toString: 1 }, note: null, deep: [[{ amount: { a: 1 }, currency: 'EUR' }]] };
    const odd = { ...CONTENT, vendorFields, value: null };
    expect(fieldsOf(intent('SUBMIT_DEAL', { content: odd }))).toContainEqual(['toString', '{"toString":1}']);
    expect(fieldsOf(intent('SUBMIT_DEAL', { content: odd }))).toContainEqual([
      'deep',
      '{"amount":{"a":1},"currency":"EUR"}',
    ]);
  });
});

describe('a draft held against the form', () => {
  test('is told what is missing and what is wrong', () => {
    const check = writes.deals?.check({ ...CONTENT, name: 'n'.repeat(21), vendorFields: {} }, '2026-06-15');
    expect(check?.missing.map(({ path }) => path)).toEqual(['/vendorFields/met']);
    expect(check?.errors.map(({ path, code }) => [path, code])).toEqual([['/name', 'TOO_LONG']]);
  });
});

describe('a change held against the form', () => {
  const judge = (patch: Partial<DealContent>): string[] =>
    (writes.deals?.judge?.(intent('UPDATE_DEAL', { patch }), SNAPSHOT, new Date('2026-06-15')).errors ?? []).map(
      ({ path, code }) => `${path} ${code}`,
    );

  test('is judged by what it names alone: the rest is at the vendor already', () => {
    expect(judge({ name: 'New' })).toEqual([]);
    expect(judge({ vendorFields: { note: 'x' } })).toEqual([]);
    expect(judge({ name: 'n'.repeat(21), vendorFields: { met: 'maybe' } })).toEqual([
      '/name TOO_LONG',
      '/vendorFields/met INVALID',
    ]);
  });

  test('can not take away what the form asks for', () => {
    expect(judge({ value: null, vendorFields: { met: null, note: null } })).toEqual([
      '/value REQUIRED',
      '/vendorFields/met REQUIRED',
    ]);
  });
});

describe('funds held against the form', () => {
  test('are checked by the form of the request, or that of the claim', () => {
    const empty = { ...FUNDS, amount: { amount: '0', currency: 'EUR' }, invoiceNumber: null };
    const request = writes.funds?.check('REQUEST_FUNDS', empty, '2026-06-15');
    const claim = writes.funds?.check('CLAIM_FUNDS', empty, '2026-06-15');
    expect([request?.errors.map(({ path }) => path), request?.missing]).toEqual([['/amount'], []]);
    expect([claim?.errors, claim?.missing.map(({ path }) => path)]).toEqual([[], ['/invoiceNumber']]);
  });
});

describe('a member of the deal that was entered among the vendor’s fields', () => {
  const misplaced = { path: '/vendorFields/name', code: 'NOT_ALLOWED' };
  const message = 'is asked for as name of the deal itself, not among the vendor’s fields';

  test('is told as that in a draft and in a change', () => {
    const vendorFields = { met: true, name: 'A deal' };
    expect(writes.deals?.check({ ...CONTENT, vendorFields }, '2026-06-15').errors).toMatchObject([
      { ...misplaced, message },
    ]);
    const asked = intent('UPDATE_DEAL', { patch: { vendorFields } });
    expect(writes.deals?.judge?.(asked, SNAPSHOT, new Date('2026-06-15')).errors).toMatchObject([misplaced]);
  });

  test('is a field like any other where the form has it there, or does not ask for it at all', () => {
    const vendorFields = { met: true, note: 'x', description: 'the form does not ask for one' };
    expect(writes.deals?.check({ ...CONTENT, vendorFields }, '2026-06-15').errors).toEqual([]);
  });
});
