import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../sandbox/microsoft/common/json.ts';
import { parseFilter } from '../../../sandbox/microsoft/partner/odata/filter.ts';
import { matchesFilter, requiredText } from '../../../sandbox/microsoft/partner/odata/match-filter.ts';
import { ODataError } from '../../../sandbox/microsoft/partner/odata/odata-error.ts';
import { REFERRAL_SHAPE } from '../../../sandbox/microsoft/partner/referrals/referral-shape.ts';

const parse = (text: string) => parseFilter(text, { shape: REFERRAL_SHAPE, operators: ['eq'] });
const RECORD: JsonObject = {
  status: 'New',
  direction: 'Incoming',
  engagementId: 'e-1',
  name: "O'Rourke & Sons",
  createdDateTime: '2026-04-02T10:15:03.1234567Z',
  customerProfile: { address: { country: 'US' } },
  consent: { consentToContact: true },
  details: { dealValue: '10000.00' },
  team: [{ email: 'a@x.example' }, { email: 'b@x.example', lastName: 'B' }],
};

describe('a $filter', () => {
  test.each([
    ["status eq 'New'", true],
    ["status eq 'New' and direction eq 'Outgoing'", false],
    ["(status eq 'New' and (direction eq 'Incoming'))", true],
    ["customerProfile/address/country eq 'US'", true],
    ["name eq 'O''Rourke & Sons'", true],
    ['consent/consentToContact eq true', true],
    ['consent/consentToContact eq false', false],
    ['details/dealValue eq 10000', true],
    ['details/closingDateTime eq null', true],
    ['createdDateTime eq 2026-04-02T10:15:03.1234567Z', true],
    ['createdDateTime eq 2026-04-02T10:15:03.1234568Z', false],
    ["team/any(t:t/email eq 'b@x.example' and t/lastName eq 'B')", true],
    ["team/any(t:t/email eq 'a@x.example' and t/lastName eq 'B')", false],
  ])('%s is %p for the record', (text, expected) => {
    expect(matchesFilter(parse(text), RECORD)).toBe(expected);
  });

  test.each([
    ["status ne 'New'", "operator 'ne'"],
    ['createdDateTime gt 2026-01-01T00:00:00Z', "operator 'gt'"],
    ["status eq 'New' or status eq 'Active'", "operator 'or'"],
    ["contains(name,'x')", "function 'contains'"],
    ["not status eq 'New'", "property named 'not'"],
    ["colour eq 'red'", "property named 'colour'"],
    ["customerProfile/country eq 'US'", "property named 'customerProfile/country'"],
    ["status eq 'Open'", 'cannot be compared'],
    ['status eq New', 'cannot be compared'],
    ["createdDateTime eq '2026-01-01T00:00:00Z'", 'cannot be compared'],
    ["status eq 'New", 'nothing understood'],
    ["(status eq 'New'", "expected ')'"],
    ["team/any(t:x/email eq 'a')", "must start with 't/'"],
    ["status/any(t:t/x eq 'a')", 'is not a collection'],
    ['', 'expected a property'],
  ])('%s is refused with the reason', (text, reason) => {
    expect(() => parse(text)).toThrow(ODataError);
    expect(() => parse(text)).toThrow(reason);
  });

  test('tells which engagement it fixes, only when every record must belong to it', () => {
    expect(requiredText(parse("status eq 'New' and (engagementId eq 'e-1')"), 'engagementId')).toBe('e-1');
    expect(requiredText(parse("status eq 'New'"), 'engagementId')).toBeNull();
  });

  test('a member of an unexpected type equals nothing', () => {
    expect(matchesFilter(parse("status eq 'New'"), { status: 7 })).toBe(false);
    expect(matchesFilter(parse("team/any(t:t/email eq 'a')"), { team: 'nobody' })).toBe(false);
    expect(matchesFilter(parse('details/dealValue eq 1'), { details: { dealValue: 'much' } })).toBe(false);
  });
});
