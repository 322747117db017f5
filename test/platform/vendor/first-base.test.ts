import { expect, test } from '@jest/globals';
import { firstBaseIn, versionConflict, withFirstBase } from '../../../platform/vendor/first-base.ts';

test('what a change was planned on first counts, whatever later plans were made on', () => {
  const first = withFirstBase({ remoteId: 'R-1' }, { '/name': 'Theirs' });
  expect(firstBaseIn(withFirstBase(first, { '/name': 'Later' }))).toEqual({ '/name': 'Theirs' });
  expect(first).toEqual({ remoteId: 'R-1', base: { '/name': 'Theirs' } });
});

test('a plan that tells nothing of what it was made on leaves the progress as it was', () => {
  const progress = { remoteId: 'R-1' };
  expect(withFirstBase(progress, undefined)).toEqual(progress);
  expect(firstBaseIn(progress)).toBeUndefined();
});

test.each([null, 'a text', 7, [{}]])('what is no base of ours (%j) is a fault, and guards nothing silently', (base) => {
  expect(() => firstBaseIn({ base })).toThrow('progress.base: expected an object');
});

test('a conflict names the field and the vendor, and can be answered', () => {
  expect(versionConflict('/closeOn', 'Alpha')).toMatchObject({
    path: '/closeOn',
    code: 'VERSION_CONFLICT',
    message: expect.stringContaining('Alpha holds another by now'),
    editable: true,
  });
});
