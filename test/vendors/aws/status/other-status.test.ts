import { describe, expect, test } from '@jest/globals';
import { readBenefitKind } from '../../../../vendors/aws/status/benefit-kind.ts';
import {
  ALLOCATION_STATUS,
  APPLICATION_STATUS,
  CATALOGUE_STATUS,
  readBenefitStatus,
} from '../../../../vendors/aws/status/benefit-status.ts';
import { readInvitationStatus } from '../../../../vendors/aws/status/invitation-status.ts';

describe('invitations', () => {
  test.each([
    ['PENDING', 'OFFERED'],
    ['ACCEPTED', 'APPROVED'],
    ['REJECTED', 'DECLINED'],
    ['EXPIRED', 'EXPIRED'],
    ['Accepted', 'APPROVED'],
  ])('%s is %s', (raw, status) => {
    expect(readInvitationStatus(raw, null)).toMatchObject({ status, detail: { raw, exact: true } });
  });

  test.each(['CANCELED', 'constructor', null])('%p is unknown', (raw) => {
    expect(readInvitationStatus(raw, 'why')).toEqual({
      status: 'UNKNOWN',
      detail: { raw: raw ?? '', rawSub: null, rule: 'unmapped', exact: false, reason: 'why' },
    });
  });
});

describe('benefits', () => {
  test.each([
    ['PENDING_SUBMISSION', 'AVAILABLE'],
    ['IN_REVIEW', 'REQUESTED'],
    ['ACTION_REQUIRED', 'ACTION_REQUIRED'],
    ['APPROVED', 'PRE_APPROVED'],
    ['REJECTED', 'REJECTED'],
    ['CANCELED', 'LAPSED'],
    ['RECALLED', 'UNKNOWN'],
    ['toString', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ])('an application that is %p is %s', (raw, status) => {
    expect(readBenefitStatus(APPLICATION_STATUS, raw)).toBe(status);
  });

  test.each([
    ['ACTIVE', 'PRE_APPROVED'],
    ['FULFILLED', 'PAID'],
    ['INACTIVE', 'LAPSED'],
    ['FROZEN', 'UNKNOWN'],
  ])('an allocation that is %s is %s', (raw, status) => {
    expect(readBenefitStatus(ALLOCATION_STATUS, raw)).toBe(status);
  });

  test.each([
    ['ACTIVE', 'AVAILABLE'],
    ['INACTIVE', 'LAPSED'],
    ['DEPRECATED', 'UNKNOWN'],
  ])('an offer that is %s is %s', (raw, status) => {
    expect(readBenefitStatus(CATALOGUE_STATUS, raw)).toBe(status);
  });

  test.each([
    [['MDF'], ['CASH'], 'MDF'],
    [['MAP', 'mdf'], ['CREDITS'], 'MDF'],
    [['MAP'], ['CREDITS'], 'CREDIT'],
    [[], ['ACCESS'], 'ACCESS'],
    [[], ['DISCOUNT'], 'DISCOUNT'],
    [['POC'], ['CASH'], 'OTHER'],
    [[], ['CREDITS', 'CASH'], 'OTHER'],
    [[], ['CREDITS', 'CREDITS'], 'CREDIT'],
    [[], ['RECOGNITION'], 'OTHER'],
    [['constructor'], ['toString'], 'OTHER'],
    [[], [], 'OTHER'],
  ])('programs %j fulfilled by %j are of the kind %s', (programs, fulfillment, kind) => {
    expect(readBenefitKind(programs, fulfillment)).toBe(kind);
  });
});
