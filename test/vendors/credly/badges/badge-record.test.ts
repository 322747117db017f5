import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from '../../../../platform/records/json.ts';
import type { CertificationRecord } from '../../../../platform/records/records.ts';
import { check } from '../../../../platform/vendor/shape-check.ts';
import { toCertification } from '../../../../vendors/credly/badges/badge-record.ts';
import { badgeShape } from '../../../../vendors/credly/badges/badge-wire.ts';
import { holderOf } from '../../../../vendors/credly/badges/holder.ts';
import { badge, template } from '../support/staff.ts';

const HOLDER = { key: 'k', name: 'Ada', email: 'ada@firm.example' };

function recordOf(members: Record<string, unknown>): CertificationRecord | null {
  return toCertification(badgeShape.parse(badge('b-1', members)), 'aws', HOLDER);
}

describe('a badge', () => {
  test('is a certification with all that it tells', () => {
    expect(recordOf({})).toEqual({
      kind: 'certification',
      remoteId: 'b-1',
      remoteUrl: null,
      remoteVersion: null,
      remoteUpdatedAt: '2025-06-02T08:00:00.000Z',
      name: 'AWS Certified Solutions Architect – Professional',
      code: 'aws-certified-solutions-architect-professional',
      level: 'Advanced',
      purpose: 'TECHNICAL',
      issuedOn: '2025-06-01',
      expiresOn: '2028-06-01',
      revoked: false,
      verifyUrl: 'https://www.credly.com/badges/b-1',
      holder: HOLDER,
    });
  });

  test.each([
    ['accepted', false],
    ['Accepted', false],
    ['revoked', true],
  ])('that is %s counts; revoked: %s', (state, revoked) => {
    expect(recordOf({ state })).toMatchObject({ revoked });
  });

  test.each(['pending', 'rejected'])('that is %s is no certification', (state) => {
    expect(recordOf({ state })).toBeNull();
  });

  test.each([
    [{ issued_at_date: '2014-04-01' }, '2014-04-01'],
    [{ issued_at_date: null, issued_at: '2014-04-01 09:41:00 -0500' }, '2014-04-01'],
    [{ issued_at_date: null, issued_at: '2014-04-01T23:41:00.000-05:00' }, '2014-04-01'],
    [{ issued_at_date: null, issued_at: '2014-04-01T09:41:00Z' }, '2014-04-01'],
    [{ issued_at_date: '2014-04-02', issued_at: '2014-04-01T23:41:00Z' }, '2014-04-02'],
    [{ issued_at_date: null, issued_at: null }, null],
  ])('with %j was issued on %s', (members, issuedOn) => {
    expect(recordOf(members)).toMatchObject({ issuedOn });
  });

  test.each(['Foundational', 'Intermediate', 'Advanced'])('of the level %s says so', (level) => {
    const told = template('AWS Certified Something New', { level });
    expect(recordOf({ badge_template: told })).toMatchObject({ level });
  });

  test('that has run out is still the badge it was: its end says it, no state does', () => {
    const members = { state: 'accepted', expires_at_date: '2020-01-01' };
    expect(recordOf(members)).toMatchObject({ expiresOn: '2020-01-01', revoked: false });
  });

  test.each([
    [{ expires_at_date: null, expires_at: null }, null],
    [{ expires_at_date: null, expires_at: '2027-01-31T23:30:00.000-05:00' }, '2027-01-31'],
    [{ expires_at_date: undefined, expires_at: '2027-01-31 23:30:00 -0500' }, '2027-01-31'],
    [{ expires_at_date: '2027-02-01', expires_at: '2027-01-31T23:30:00Z' }, '2027-02-01'],
  ])('with %j expires on %s', (members, expiresOn) => {
    expect(recordOf(members)).toMatchObject({ expiresOn });
  });

  test.each([
    [{ last_updated_at: null, updated_at: '2025-06-02 09:41:00 -0500' }, '2025-06-02T14:41:00.000Z'],
    [{ last_updated_at: '2025-06-02 09:41:00 UTC' }, '2025-06-02T09:41:00.000Z'],
    [{ last_updated_at: '2025-06-02' }, null],
    [{ last_updated_at: 'yesterday' }, null],
  ])('with %j was changed at %s', (members, remoteUpdatedAt) => {
    expect(recordOf(members)).toMatchObject({ remoteUpdatedAt });
  });

  test.each(['javascript:alert(1)', 'http://www.credly.com/badges/b-1', 'badges/b-1', '', null])(
    'whose page is %j is not linked to',
    (badge_url) => {
      expect(recordOf({ badge_url })).toMatchObject({ verifyUrl: null });
    },
  );

  test.each([
    ['without a name', { badge_template: template('  ') }, '/badge_template/name'],
    ['without a template', { badge_template: null }, '/badge_template'],
    ['in a state that is not documented', { state: 'expired' }, '/state'],
    ['with a date that does not exist', { expires_at_date: '2026-02-30' }, '/expires_at_date'],
  ])('%s is refused', (_title, members, path) => {
    expect(check(badgeShape, badge('b-1', members) as JsonValue)).toMatchObject({ fault: { path } });
  });
});

describe('the holder of a badge', () => {
  const names = new Map([['ada@firm.example', 'Ada Lovelace']]);
  const employee = { id: 'e-1', email: 'ada@firm.example', name: 'Ada L.' };

  test('is who the address says, the same in one connection and another in every other', () => {
    const holder = holderOf('c-1', employee, 'ada@firm.example', names);
    expect(holder).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'Ada Lovelace',
      email: 'ada@firm.example',
    });
    expect(holderOf('c-1', { ...employee, id: 'e-2' }, 'ada@firm.example', names)).toEqual(holder);
    expect(holderOf('c-2', employee, 'ada@firm.example', names).key).not.toBe(holder.key);
    expect(holderOf('c-1', employee, 'bob@firm.example', names)).toMatchObject({
      name: null,
      email: 'bob@firm.example',
    });
  });

  test('without an address has no name, and is one for each employee', () => {
    const nameless = holderOf('c-1', employee, null, names);
    expect(nameless).toEqual({ key: expect.stringMatching(/^[0-9a-f]{32}$/), name: null, email: null });
    expect(holderOf('c-1', { ...employee, id: 'e-2' }, null, names).key).not.toBe(nameless.key);
  });
});
