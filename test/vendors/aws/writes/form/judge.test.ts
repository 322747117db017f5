import { describe, expect, test } from '@jest/globals';
import type {
  DealContent,
  DealSnapshot,
  VendorFieldError,
  WriteIntent,
} from '../../../../../platform/vendor/write-contract.ts';
import { AWS_DEAL_FORM } from '../../../../../vendors/aws/writes/form/deal-form.ts';
import { CONTENT, intentOf } from '../support/intents.ts';

const NOW = new Date('2026-11-23T10:00:00.000Z');

const deal = (status: DealSnapshot['status']): DealSnapshot => ({
  status,
  rawStatus: status,
  stage: null,
  direction: 'OUTBOUND',
  createdAt: NOW,
  protectionEndsOn: null,
  extensionDeadline: null,
});

function judge(kind: WriteIntent['kind'], status: DealSnapshot['status'], members: Partial<WriteIntent> = {}) {
  const intent = intentOf(kind, { remoteId: 'O1', ...members });
  const judged = AWS_DEAL_FORM.judge?.(intent, deal(status), NOW);
  if (judged === undefined) throw new Error('expected a judge');
  const short = ({ code, path }: VendorFieldError): string => `${code} ${path}`;
  return { errors: judged.errors.map(short), warnings: judged.warnings.map(short), all: judged };
}

const patch = (change: Partial<DealContent>): Partial<WriteIntent> => ({ patch: change });

describe('a change, judged before it is queued', () => {
  test.each([
    ['DRAFT', []],
    ['SUBMITTED', []],
    ['IN_REVIEW', []],
    ['ACTION_REQUIRED', ['LOCKED /stage']],
    ['APPROVED', []],
    ['WON', ['LOCKED /closeOn', 'LOCKED /stage']],
    ['LOST', ['LOCKED /closeOn', 'LOCKED /stage']],
    ['REJECTED', ['WRONG_STATE ']],
  ] as const)('in %s: %j', (status, errors) => {
    const { all } = judge('UPDATE_DEAL', status, patch({ closeOn: '2027-01-01', stage: 'COMMITTED' }));
    expect(all.errors.map(({ code, path }) => `${code} ${path}`)).toEqual(errors);
    for (const error of all.errors) if (error.code === 'LOCKED') expect(error.editable).toBe(false);
  });

  test('while AWS reviews the deal waits, and says what will be too late by then', () => {
    const { errors, warnings } = judge('UPDATE_DEAL', 'IN_REVIEW', patch({ name: 'New', closeOn: '2027-01-01' }));
    expect([errors, warnings]).toEqual([[], ['LOCKED ', 'LOCKED /name']]);
  });

  test('of the customer is left to the record at AWS, since all of the customer comes along', () => {
    expect(
      judge('UPDATE_DEAL', 'APPROVED', patch({ customer: { ...CONTENT.customer, city: 'Potsdam' } })).errors,
    ).toEqual([]);
  });

  test.each<[Partial<DealContent>, string[]]>([
    [{ closeOn: '2026-01-01' }, ['OUT_OF_RANGE /closeOn']],
    [{ closeOn: null }, ['REQUIRED /closeOn']],
    [{ vendorFields: { useCase: null } }, ['REQUIRED /vendorFields/useCase']],
    [{ vendorFields: { nextSteps: null } }, []],
    [{ vendorFields: { useCase: 'Nonsense' } }, ['NOT_ALLOWED /vendorFields/useCase']],
    [{ vendorFields: { nonsense: 1 } }, ['NOT_ALLOWED /vendorFields/nonsense']],
    [{ products: ['x'] }, ['NOT_ALLOWED /products']],
    [{ dealKind: 'REGISTRATION' }, ['NOT_ALLOWED /dealKind']],
    [{ distributor: 'Ingram' }, ['NOT_ALLOWED /distributor']],
    [{ customer: { ...CONTENT.customer, postalCode: 'x' } }, ['INVALID /customer/postalCode']],
    [{ customer: { ...CONTENT.customer, postalCode: null, state: 'Bavaria' } }, []],
  ])('%j: %j', (change, errors) => {
    expect(judge('UPDATE_DEAL', 'DRAFT', patch(change)).errors).toEqual(errors);
  });

  test('of how it was submitted is not possible any more', () => {
    const { errors } = judge('UPDATE_DEAL', 'DRAFT', patch({ vendorFields: { visibility: 'Limited' } }));
    expect(errors).toEqual(['NOT_ALLOWED /vendorFields/visibility']);
  });
});

describe('the end of a deal, judged before it is queued', () => {
  const day = { closedOn: '2026-11-23' };

  test.each([
    ['CLOSE_WON', 'APPROVED', []],
    ['CLOSE_WON', 'IN_REVIEW', []],
    ['CLOSE_WON', 'DRAFT', ['WRONG_STATE ']],
    ['CLOSE_WON', 'ACTION_REQUIRED', ['WRONG_STATE ']],
    ['CLOSE_WON', 'WON', ['WRONG_STATE ']],
    ['CLOSE_WON', 'REJECTED', ['WRONG_STATE ']],
    ['CLOSE_LOST', 'DRAFT', []],
    ['CLOSE_LOST', 'APPROVED', []],
    ['CLOSE_LOST', 'LOST', ['WRONG_STATE ']],
  ] as const)('%s in %s: %j', (kind, status, errors) => {
    expect(judge(kind, status, { ...day, reason: 'Price' }).errors).toEqual(errors);
  });

  test('as lost wants one of the reasons of AWS', () => {
    expect(judge('CLOSE_LOST', 'APPROVED', day).errors).toEqual(['REQUIRED /reason']);
    expect(judge('CLOSE_LOST', 'APPROVED', { ...day, reason: 'bad luck' }).errors).toEqual(['NOT_ALLOWED /reason']);
    expect(judge('CLOSE_LOST', 'APPROVED', { ...day, reason: ' security / COMPLIANCE ' }).errors).toEqual([]);
  });

  test('as won warns of what AWS asks for then, and of a day it does not take', () => {
    expect(judge('CLOSE_WON', 'APPROVED', day).warnings).toEqual(['REQUIRED /vendorFields/awsAccountId']);
    expect(judge('CLOSE_WON', 'APPROVED', { closedOn: '2026-11-01' }).warnings).toEqual([
      'OUT_OF_RANGE /closedOn',
      'REQUIRED /vendorFields/awsAccountId',
    ]);
  });
});

describe('an offer, judged before the answer is queued', () => {
  const offer = { remoteId: 'engi-0000000000000' };

  test('is answered while it is open, and only then', () => {
    expect(judge('ACCEPT_OFFER', 'OFFERED', offer).errors).toEqual([]);
    expect(judge('DECLINE_OFFER', 'OFFERED', offer).errors).toEqual([]);
    expect(judge('ACCEPT_OFFER', 'EXPIRED', offer).errors).toEqual(['WRONG_STATE ']);
    expect(judge('DECLINE_OFFER', 'APPROVED', offer).errors).toEqual(['WRONG_STATE ']);
  });

  test('is declined for a reason of at most 80 printable characters', () => {
    expect(judge('DECLINE_OFFER', 'OFFERED', { ...offer, reason: 'x'.repeat(81) }).errors).toEqual([
      'TOO_LONG /reason',
    ]);
    expect(judge('DECLINE_OFFER', 'OFFERED', { ...offer, reason: 'a\nb' }).errors).toEqual(['INVALID /reason']);
  });

  test('is no opportunity, and an opportunity no offer', () => {
    expect(judge('UPDATE_DEAL', 'APPROVED', { ...offer, patch: {} }).errors).toEqual(['WRONG_STATE ']);
    expect(judge('CLOSE_WON', 'APPROVED', offer).errors).toEqual(['WRONG_STATE ']);
    expect(judge('ACCEPT_OFFER', 'OFFERED', { remoteId: 'O1' }).errors).toEqual(['WRONG_STATE ']);
  });

  test('other kinds of writes have no rules here', () => {
    expect(judge('SUBMIT_DEAL', 'DRAFT')).toMatchObject({ errors: [], warnings: [] });
  });
});
