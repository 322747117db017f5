import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isDunsForm, readDuns } from '../../../platform/matching/duns.ts';
import { isWebsiteAddress, readWebsiteHost } from '../../../platform/matching/website-host.ts';

describe('the host of a website', () => {
  test.each([
    ['acme.de', 'acme.de'],
    ['https://www.Acme.de:443/start?x=1#top', 'acme.de'],
    ['http://www2.acme.de.', 'acme.de'],
    ['  WWW.ACME.DE  ', 'acme.de'],
    ['shop.acme.co.uk/cart', 'shop.acme.co.uk'],
    ['m.acme.de', 'acme.de'],
    ['web.de', 'web.de'],
    ['https://user@acme.de', 'acme.de'],
    ['https://müller.de', 'xn--mller-kva.de'],
    ['https://xn--mller-kva.de/über', 'xn--mller-kva.de'],
  ])('%s is %s', (address, host) => {
    expect(readWebsiteHost(address)).toBe(host);
  });

  test.each([
    '',
    'n/a',
    'none',
    'acme',
    'http://',
    'ftp://acme.de',
    'mailto:a@acme.de',
    'info@acme.de',
    '192.0.2.1',
    'http://[::1]/',
    'a b.de',
  ])('%j names none', (address) => {
    expect(readWebsiteHost(address)).toBeNull();
  });

  test.each([
    'https://www.facebook.com/acme',
    'linkedin.com/company/acme',
    'x.com/acme',
    'https://sites.google.com/acme',
  ])('%s is everybody’s, so it says nothing', (address) => {
    expect(readWebsiteHost(address)).toBeNull();
  });

  test.each([
    'acme.de',
    'https://www.acme.de/start',
    'linkedin.com/company/acme',
    '192.0.2.1',
    'http://[::1]/',
    ' acme.de. ',
  ])('%s has the form of an address, whoever it names', (address) => {
    expect(isWebsiteAddress(address)).toBe(true);
  });

  test.each(['', ' ', 'X', 'acme', 'n/a', 'http://[', 'http://', 'ftp://acme.de', 'info@acme.de', 'a b.de', '...'])(
    '%j has not',
    (address) => {
      expect(isWebsiteAddress(address)).toBe(false);
    },
  );

  test('reads as itself, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.domain(), fc.string()), (address) => {
        const host = readWebsiteHost(address);
        if (host !== null) expect(readWebsiteHost(`https://${host}/page`)).toBe(host);
      }),
    );
  });
});

describe('a D-U-N-S number', () => {
  test.each(['069032677', '06-903-2677', '06 903 2677', '0690.32677', '０６９０３２６７７'])(
    'is read from %s',
    (text) => {
      expect(readDuns(text)).toBe('069032677');
    },
  );

  test.each(['06-903-2677', '000000000'])('%s has its form, whether it is one or not', (text) => {
    expect(isDunsForm(text)).toBe(true);
  });

  test.each(['', 'X', '12345678', '1234567890'])('%j has not its form', (text) => {
    expect(isDunsForm(text)).toBe(false);
  });

  test.each(['', '12345678', '1234567890', '06903267X', 'unknown', '000000000', '999999999'])('is not %j', (text) => {
    expect(readDuns(text)).toBeNull();
  });
});
