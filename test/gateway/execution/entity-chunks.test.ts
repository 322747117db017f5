import { describe, expect, test } from '@jest/globals';
import { joinEntities, splitEntities } from '../../../gateway/execution/entity-chunks.ts';
import type { SubgraphFetch } from '../../../gateway/execution/subgraph-fetch.ts';

function fetchOf(count: number | null): SubgraphFetch {
  const representations = count === null ? undefined : Array.from({ length: count }, (_unused, id) => ({ id }));
  return { variables: { first: 3, ...(representations ? { representations } : {}) } } as unknown as SubgraphFetch;
}

const representationsIn = (parts: readonly SubgraphFetch[]): unknown[] =>
  parts.map(({ variables }) => variables['representations']);

describe('a fetch of many entities', () => {
  test('is split in order, and each part keeps the other variables', () => {
    const parts = splitEntities(fetchOf(5), 2);
    expect(representationsIn(parts)).toEqual([[{ id: 0 }, { id: 1 }], [{ id: 2 }, { id: 3 }], [{ id: 4 }]]);
    expect(parts.every(({ variables }) => variables['first'] === 3)).toBe(true);
  });

  test('is left alone when it is small enough, and so is a fetch of no entities', () => {
    for (const fetch of [fetchOf(2), fetchOf(null)]) expect(splitEntities(fetch, 2)).toEqual([fetch]);
  });

  test('comes together in order, with errors at the places of the whole', () => {
    const parts = splitEntities(fetchOf(5), 2);
    const joined = joinEntities(parts, [
      { data: { _entities: [{ n: 0 }, { n: 1 }] } },
      { data: { _entities: [{ n: 2 }, null] }, errors: [{ message: 'x', path: ['_entities', 1, 'name'] }] },
      { data: { _entities: [{ n: 4 }] } },
    ]);
    expect(joined).toEqual({
      data: { _entities: [{ n: 0 }, { n: 1 }, { n: 2 }, null, { n: 4 }] },
      errors: [{ message: 'x', path: ['_entities', 3, 'name'] }],
    });
  });

  test('keeps the places of the others when a part gave nothing', () => {
    const parts = splitEntities(fetchOf(3), 2);
    const failed = { errors: [{ message: 'late', path: [] }] };
    expect(joinEntities(parts, [failed, { data: { _entities: [{ n: 2 }] } }])).toEqual({
      data: { _entities: [null, null, { n: 2 }] },
      errors: [{ message: 'late', path: [] }],
    });
  });
});
