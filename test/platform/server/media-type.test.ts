import { describe, expect, test } from '@jest/globals';
import { preferredType } from '../../../platform/server/media-type.ts';

const OFFERS = ['application/json', 'application/graphql-response+json', 'text/html'] as const;
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

describe('what a caller would rather have', () => {
  test.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    [BROWSER, 'text/html'],
    ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json'],
    ['application/json;q=0.5, application/graphql-response+json;q=0.6', 'application/graphql-response+json'],
    ['application/graphql-response+json, application/json', 'application/graphql-response+json'],
    ['text/*', 'text/html'],
    ['application/*;q=0.2, text/html;q=0.1', 'application/json'],
    ['TEXT/HTML', 'text/html'],
    ['application/json;q=0, */*;q=0.1', 'application/graphql-response+json'],
  ])('for Accept %j is %s', (accept, type) => {
    expect(preferredType(accept, OFFERS)).toBe(type);
  });

  test.each(['image/png', 'application/json;q=0', 'application/json;q=nonsense', ';;;'])(
    'for Accept %j is nothing on offer',
    (accept) => {
      expect(preferredType(accept, OFFERS)).toBeNull();
    },
  );
});
