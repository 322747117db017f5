import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../../../../platform/project-root.ts';
import { DEAL_FIELDS, fieldAt, wordsOf } from '../../../../../vendors/aws/writes/data/deal-form.ts';
import {
  fitsPostalFormat,
  hasNoPostalCodes,
  postalFormats,
} from '../../../../../vendors/aws/writes/data/postal-codes.ts';

interface Shape {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
}

/** The model as AWS publishes it. */
const MODEL = (
  JSON.parse(readFileSync(join(PROJECT_ROOT, 'sandbox/aws/models/selling.json'), 'utf8')) as {
    readonly shapes: Readonly<Record<string, Shape>>;
  }
).shapes;

/** The shape at a place of an opportunity such as `Customer.Contacts.0.Email`. */
function shapeAt(place: string): Shape | undefined {
  let found = MODEL['CreateOpportunityRequest'];
  for (const part of place.split('.')) {
    if (found?.type === 'list') found = MODEL[found.member?.shape ?? ''];
    if (/^\d+$/.test(part)) continue;
    found = MODEL[found?.members?.[part]?.shape ?? ''];
  }
  return found;
}

const PLAIN = DEAL_FIELDS.filter((field) => field.association === undefined && field.submission === undefined);

describe('the form of AWS', () => {
  test.each(PLAIN.map((field) => [field.path, field] as const))('%s has a place in its model', (_path, field) => {
    const shape = field.encode === 'spend' ? MODEL['ExpectedCustomerSpend'] : shapeAt(field.aws);
    expect(shape).toBeDefined();
  });

  test.each(
    PLAIN.filter(
      ({ list, encode }) => list !== undefined && encode !== 'stage' && encode !== 'spend' && encode !== 'money',
    ).flatMap((field) => {
      const shape = shapeAt(field.aws);
      const words = shape?.type === 'list' ? MODEL[shape.member?.shape ?? '']?.enum : shape?.enum;
      return words === undefined ? [] : ([[field.path, field.list ?? '', words]] as const);
    }),
  )('%s takes the words of the model', (_path, list, words) => {
    expect(wordsOf(list)).toEqual(words);
  });

  test.each(PLAIN.filter(({ maxLength }) => maxLength !== undefined).map((field) => [field.path, field] as const))(
    '%s has no more characters than the model allows',
    (_path, { aws, maxLength = 0 }) => {
      const [, most] = /\{\d+,(\d+)\}/.exec(shapeAt(aws)?.pattern ?? '') ?? [];
      // One field has no length of AWS's, and says so.
      expect([aws, most === undefined ? 255 : Number(most)]).toEqual([aws, maxLength]);
    },
  );

  test('every field names its source, and a list that is there', () => {
    for (const { path, source, list } of DEAL_FIELDS) {
      expect([path, source]).toEqual([path, expect.stringMatching(/^\[(M-sel|CSV|DG) ?/)]);
      if (list !== undefined) expect(wordsOf(list).length).toBeGreaterThan(1);
    }
    expect(new Set(DEAL_FIELDS.map(({ path }) => path)).size).toBe(DEAL_FIELDS.length);
  });

  test('a list or a field that is not there is a mistake of ours, told as one', () => {
    expect(() => wordsOf('Nonsense')).toThrow('expected one of');
    expect(() => fieldAt('/nonsense')).toThrow('expected a field of the form');
  });

  test('what may change when is as its field list says', () => {
    const edits = Object.fromEntries(DEAL_FIELDS.map((field) => [field.path, field.edits]));
    expect(edits['/name']).toEqual({ actionRequired: false, approved: false, launched: false });
    expect(edits['/description']).toEqual({ actionRequired: true, approved: false, launched: false });
    expect(edits['/closeOn']).toEqual({ actionRequired: true, approved: true, launched: false });
    expect(edits['/vendorFields/deliveryModels']).toEqual({ actionRequired: false, approved: true, launched: true });
  });
});

describe('postal codes', () => {
  test.each([
    ['DE', '10115', true],
    ['DE', '1011', false],
    ['DE', '1011A', false],
    ['GB', 'SW1A 1AA', true],
    ['GB', 'sw1a1aa', true],
    ['GB', 'M1 1AE', true],
    ['GB', '12345', false],
    ['US', '12345-6789', true],
    ['US', '12345 6789', false],
    ['BE', 'B-1000', true],
    ['LT', 'LT-01100', true],
    ['MC', '98000', true],
    ['MC', '12345', false],
    ['CL', 'anything', true],
  ])('of %s: %s fits: %s', (country, code, fits) => {
    expect(fitsPostalFormat(country, code)).toBe(fits);
  });

  test('are taken by no country that has none, and every country is one of AWS', () => {
    const countries = wordsOf('CountryCode');
    const without = countries.filter((country) => hasNoPostalCodes(country));
    expect(without).toHaveLength(59);
    expect(without.filter((country) => postalFormats(country).length > 0)).toEqual([]);
    expect(countries.filter((country) => postalFormats(country).length > 0)).toHaveLength(147);
  });
});
