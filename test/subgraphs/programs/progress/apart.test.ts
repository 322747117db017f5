import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seatApart, slackApart, type Seats } from '../../../../subgraphs/programs/progress/apart.ts';

const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f'];

const seats: fc.Arbitrary<Seats> = fc.record({
  needed: fc.integer({ min: 1, max: 3 }),
  people: fc.subarray(PEOPLE),
});
const places = fc.array(seats, { minLength: 1, maxLength: 3 });

function meanOf(all: readonly Seats[], counts: readonly number[]): number {
  return all.reduce((sum, { needed }, index) => sum + Math.min(1, (counts[index] ?? 0) / needed), 0) / all.length;
}

/** Every way to seat each person in one of their places or nowhere, as numbers of people by place. */
function everySeating(all: readonly Seats[]): number[][] {
  return PEOPLE.reduce(
    (ways, person) =>
      ways.flatMap((way) => [
        way,
        ...all.flatMap(({ people }, place) =>
          people.includes(person) ? [way.with(place, (way[place] ?? 0) + 1)] : [],
        ),
      ]),
    [all.map(() => 0)],
  );
}

describe('people who count in one place only', () => {
  test('sit where the mean of the filled shares is highest, whoever else they could sit with', () => {
    fc.assert(
      fc.property(places, (all) => {
        const best = Math.max(...everySeating(all).map((counts) => meanOf(all, counts)));
        const found = seatApart(all);
        expect(
          meanOf(
            all,
            found.map((people) => people.length),
          ),
        ).toBeCloseTo(best, 9);
        expect(new Set(found.flat()).size).toBe(found.flat().length);
        found.forEach((people, place) => expect(all[place]?.people).toEqual(expect.arrayContaining(people)));
      }),
      { numRuns: 60 },
    );
  });

  test('are moved where that makes room', () => {
    expect(
      seatApart([
        { needed: 1, people: ['a', 'b'] },
        { needed: 1, people: ['a'] },
      ]),
    ).toEqual([['b'], ['a']]);
  });

  test('who are left over sit with the first that would have them', () => {
    expect(
      seatApart([
        { needed: 1, people: ['a', 'b', 'c'] },
        { needed: 1, people: ['c'] },
      ]),
    ).toEqual([['a', 'b'], ['c']]);
  });

  test('leave as much over as the others can spare', () => {
    fc.assert(
      fc.property(places, (all) => {
        const ways = everySeating(all);
        const filled = (counts: readonly number[]): number =>
          all.reduce((sum, { needed }, index) => sum + (index === 0 ? 0 : Math.min(needed, counts[index] ?? 0)), 0);
        const others = Math.max(...ways.map(filled));
        const most = Math.max(...ways.filter((way) => filled(way) === others).map((way) => way[0] ?? 0));
        expect(slackApart(all, 0)).toBe(most - (all[0]?.needed ?? 0));
      }),
      { numRuns: 60 },
    );
  });

  test('are told apart in no time to speak of, though they are the people of a large firm', () => {
    const people = Array.from({ length: 20_000 }, (_unused, index) => `person ${index}`);
    const both = { needed: 25, people };
    expect(slackApart([both], 0)).toBe(19_975);
    expect(slackApart([both, both], 0)).toBe(19_950);
  });
});
