import { describe, expect, test } from '@jest/globals';
import { PatchError, applyPatch, readPatch } from '../../../sandbox/microsoft/partner/referrals/json-patch.ts';
import type { Json } from '../../../sandbox/microsoft/common/json.ts';

const DOCUMENT = {
  status: 'Active',
  details: { notes: null, dealValue: 1 },
  team: [{ email: 'a' }, { email: 'b' }],
  'a/b~c': 1,
};
const patch = (...operations: Json[]) => applyPatch(DOCUMENT, readPatch(operations));

describe('a JSON Patch', () => {
  test('replaces, adds, appends and inserts without touching the document it starts from', () => {
    const changed = patch(
      { op: 'replace', path: '/status', value: 'Closed' },
      { op: 'add', path: '/details/closingDateTime', value: '2027-01-01T00:00:00Z' },
      { op: 'add', path: '/team/-', value: { email: 'd' } },
      { op: 'add', path: '/team/1', value: { email: 'x' } },
      { op: 'replace', path: '/team/0/email', value: 'z' },
      { op: 'replace', path: '/a~1b~0c', value: 2 },
    );
    expect(changed).toEqual({
      status: 'Closed',
      details: { notes: null, dealValue: 1, closingDateTime: '2027-01-01T00:00:00Z' },
      team: [{ email: 'z' }, { email: 'x' }, { email: 'b' }, { email: 'd' }],
      'a/b~c': 2,
    });
    expect(DOCUMENT.status).toBe('Active');
    expect(DOCUMENT.team).toHaveLength(2);
  });

  test.each<[string, Json]>([
    ['remove is not offered', [{ op: 'remove', path: '/status' }]],
    ['test is not offered', [{ op: 'test', path: '/status', value: 'Active' }]],
    ['a missing value', [{ op: 'replace', path: '/status' }]],
    ['a path that is no pointer', [{ op: 'replace', path: 'status', value: 1 }]],
    ['a wrong escape', [{ op: 'replace', path: '/a~2', value: 1 }]],
    ['replacing what is not there', [{ op: 'replace', path: '/name', value: 'x' }]],
    ['a parent that is not there', [{ op: 'add', path: '/nowhere/x', value: 1 }]],
    ['an index past the end', [{ op: 'replace', path: '/team/2', value: {} }]],
    ['appending by replace', [{ op: 'replace', path: '/team/-', value: {} }]],
    ['a prototype', [{ op: 'add', path: '/__proto__/x', value: 1 }]],
    ['no list', { op: 'add', path: '/x', value: 1 }],
    ['an empty list', []],
  ])('is refused: %s', (_what, body) => {
    expect(() => applyPatch(DOCUMENT, readPatch(body))).toThrow(PatchError);
  });
});
