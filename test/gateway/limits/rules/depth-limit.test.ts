import { describe, expect, test } from '@jest/globals';
import { depthLimit } from '../../../../gateway/limits/rules/depth-limit.ts';
import { reportsOf } from './harness.ts';

describe('the depth of an operation', () => {
  test('may be as much as the limit', () => {
    expect(reportsOf(depthLimit(3), '{ deal { partner { name } } }')).toEqual([]);
  });

  test('beyond the limit is told with both numbers', () => {
    expect(reportsOf(depthLimit(2), 'query Q { name deal { partner { name } } }')).toEqual([
      {
        code: 'DEPTH_LIMIT',
        limit: 2,
        came: 3,
        message: 'The operation Q is 3 fields deep; at most 2 are allowed.',
      },
    ]);
  });

  test('counts through fragments of either kind, which are no depth themselves', () => {
    const document = '{ ...A } fragment A on Query { deal { ... { ...B } } } fragment B on Deal { partner { name } }';
    expect(reportsOf(depthLimit(3), document)).toEqual([]);
    expect(reportsOf(depthLimit(2), document)).toMatchObject([{ came: 3 }]);
  });

  test('is that of the deepest field, wherever it stands', () => {
    const document = '{ deal { next { next { name } } } deals { name } }';
    expect(reportsOf(depthLimit(3), document)).toMatchObject([{ came: 4 }]);
  });

  test('is held to in each operation of a document', () => {
    const document = 'query A { deal { name } } mutation B { change { partner { name } } }';
    expect(reportsOf(depthLimit(2), document)).toMatchObject([{ message: expect.stringContaining('operation B') }]);
  });

  test('of introspection does not count: tools ask deep, and it has a bound of its own', () => {
    expect(reportsOf(depthLimit(2), '{ __schema { types { fields { name } } } deal { name } }')).toEqual([]);
  });

  test('is found in a document whose fragments use each other in a circle', () => {
    const document = '{ deal { ...A } } fragment A on Deal { next { ...B } } fragment B on Deal { next { ...A } }';
    expect(reportsOf(depthLimit(2), document)).toMatchObject([{ code: 'DEPTH_LIMIT' }]);
  });
});
