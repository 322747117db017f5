import { describe, expect, test } from '@jest/globals';
import type { FeedFacts } from '../../../platform/vendor/contract.ts';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { FILE_SOURCE, FILE_VENDOR, TEST_VENDORS } from '../../subgraphs/support/test-vendors.ts';

/** A source of badges that is read, and brings the records of alpha. */
const BADGES = {
  facts: { ...FILE_SOURCE.facts, id: 'badges', name: 'Badges' },
  feeds: [{ ...TEST_VENDORS[0].feeds[0], name: 'badges-of-alpha', vendor: 'alpha' }] as readonly FeedFacts[],
};
const directory = createVendorDirectory([...TEST_VENDORS, FILE_VENDOR, FILE_SOURCE, BADGES]);

describe('the feeds of the registry', () => {
  const placeOf = (name: string): unknown => {
    const found = directory.feeds.find((feed) => feed.name === name);
    return found && { source: found.source, vendor: found.vendor };
  };

  test('come over a connection to the workshop that reads them, whosever records they are', () => {
    expect(placeOf('deal')).toEqual({ source: 'alpha', vendor: 'alpha' });
    expect(placeOf('badges-of-alpha')).toEqual({ source: 'badges', vendor: 'alpha' });
  });

  test('that are files come over the connection to their vendor', () => {
    expect(placeOf('file:omega:deal')).toEqual({ source: 'omega', vendor: 'omega' });
  });
});

describe('a connection', () => {
  test.each([
    ['alpha', true],
    ['badges', true],
    ['omega', false],
    ['gamma', false],
    ['files', false],
    ['nobody', false],
  ])('to %s is read: %s', (source, isRead) => {
    expect(directory.isPulled(source)).toBe(isRead);
  });
});
