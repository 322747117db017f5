import { describe, expect, test } from '@jest/globals';
import { lastZoneOf } from '../../../../vendors/ingram/bids/country-zone.ts';
import { vendorCodeOf } from '../../../../vendors/ingram/bids/manufacturers.ts';
import { dateOf, localDate } from '../../../../vendors/ingram/wire/local-date.ts';

describe('the maker of goods', () => {
  test.each([
    ['Cisco', 'cisco'],
    ['CISCO SYSTEMS - CS', 'cisco'],
    ['Meraki (Cisco)', 'cisco'],
    ['DELL/EMC', 'dell'],
    ['Dell Technologies', 'dell'],
    ['IBM', 'ibm'],
    ['International Business Machines', 'ibm'],
    ['MICROSOFT CORP.', 'microsoft'],
    ['Amazon Web Services, Inc.', 'aws'],
    ['HEWLETT PACKARD ENTERPRISE', null],
    ['Ciscoteca', null],
    ['Nearly Dell', null],
    ['', null],
    [null, null],
  ])('%s is the vendor %s', (name, code) => {
    expect(vendorCodeOf(name)).toBe(code);
  });
});

describe('the zone in which a country’s days end last', () => {
  test.each([
    ['DE', 'Europe/Berlin'],
    ['GB', 'Europe/London'],
    ['BR', 'America/Eirunepe'],
    ['AU', 'Australia/Perth'],
    ['RU', 'Europe/Kaliningrad'],
    ['XX', 'UTC'],
  ])('of %s is %s', (country, zone) => {
    expect(lastZoneOf(country)).toBe(zone);
  });

  test('is one that the calendar knows, for every country', () => {
    for (const country of ['US', 'IN', 'CA', 'MX', 'NP', 'CL', 'FR', 'NZ', 'SG', 'AE', 'ZA']) {
      const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: lastZoneOf(country) }).resolvedOptions();
      expect(timeZone).not.toBe('UTC');
    }
  });
});

describe('a date without a zone', () => {
  test.each([
    ['2026-07-31T00:00:00', '2026-07-31'],
    ['2026-07-31T23:59:59.999', '2026-07-31'],
    ['2026-07-31', '2026-07-31'],
    ['2026-07-31 13:18:30', '2026-07-31'],
    ['2026-07-31T23:00:00Z', '2026-07-31'],
    [' 2026-07-31T00:00:00 ', '2026-07-31'],
    ['0001-01-01T00:00:00', null],
    ['', null],
    [null, null],
  ])('%j is the calendar date %s, as it is written', (text, date) => {
    expect(localDate.safeParse(text).success).toBe(true);
    expect(dateOf(text)).toBe(date);
  });

  test.each(['2026-13-01', '31/07/2026', '2026-07-31T', 'soon', 5])('%j is none', (text) => {
    expect(localDate.safeParse(text).success).toBe(false);
  });
});
