import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answeredFields } from './leaks.ts';
import { openOracleHouse, PROFILE_NAMES, type OracleHouse } from './oracle-house.ts';
import { allFields, leaksOf, walkRoots, type Walked } from './walk.ts';

let house: OracleHouse;
const walks = new Map<string, readonly Walked[]>();

beforeAll(async () => {
  house = await openOracleHouse();
}, 180_000);
afterAll(() => house.close());

describe('whatever is asked of the graph', () => {
  test.each(PROFILE_NAMES)(
    'as %s it tells nothing of a partner that has not granted it',
    async (profile) => {
      const walked = await walkRoots(house, profile);
      walks.set(profile, walked);
      expect(leaksOf(house, walked)).toEqual([]);
      const broken = walked.filter(({ answer }) => JSON.stringify(answer).includes('INTERNAL_SERVER_ERROR'));
      expect(broken.map(({ root }) => root)).toEqual([]);
    },
    120_000,
  );

  test('every field of every type was asked for, and most were answered', () => {
    const all = allFields(house);
    const asked = new Set(
      [...walks.values()]
        .flat()
        .flatMap(({ query }) => [...query.matchAll(/(\w+)__(\w+):/g)].map(([, type, field]) => `${type}.${field}`)),
    );
    expect([...all].filter((field) => !asked.has(field) && !['Query.node', 'Query.deal'].includes(field))).toEqual([]);
    const answered = new Set([...walks.values()].flat().flatMap(({ answer }) => [...answeredFields(answer)]));
    const silent = [...all].filter((field) => !answered.has(field));
    expect({ share: answered.size / all.size, silent }).toEqual({ share: expect.any(Number), silent: 0 });
  });
});
