import { afterEach, describe, expect, test } from '@jest/globals';
import type { CertificationRecord } from '../../../../platform/records/records.ts';
import type { PulledPage } from '../../../../platform/vendor/contract.ts';
import { pullAll, pullFirst, recordsOf, rejectedOf, vendorErrorOf } from '../../cisco/support/pulled.ts';
import { dataOf, EMPLOYEES, startBench, type Bench } from '../support/bench.ts';
import {
  badge,
  CISCO,
  employee,
  HPE,
  IBM,
  IBM_PROFESSIONAL,
  issuer,
  page,
  staffRoutes,
  template,
} from '../support/staff.ts';

let bench: Bench;
afterEach(() => bench.close());

const FEEDS = ['badges-aws', 'badges-cisco', 'badges-dell', 'badges-ibm'] as const;

const ccna = (id: string, members: Record<string, unknown> = {}): Record<string, unknown> =>
  badge(id, { issuer: issuer(CISCO), badge_template: template('CCNA'), ...members });

const certificationsOf = (pages: readonly PulledPage[]): CertificationRecord[] =>
  recordsOf(pages).filter((record) => record.kind === 'certification');

describe('badges of the staff', () => {
  test('are read once a session and given to the feeds of the vendors that issued them', async () => {
    bench = await startBench(
      staffRoutes([
        [employee('ada'), [badge('a-1'), ccna('c-1'), badge('h-1', { issuer: issuer(HPE) })]],
        [employee('bob'), [badge('i-1', { issuer: issuer(IBM) }), badge('i-2', { issuer: issuer(IBM_PROFESSIONAL) })]],
      ]),
    );
    const ids: Record<string, string[]> = {};
    const calls: number[] = [];
    for (const feed of FEEDS) {
      const pages = await pullAll(bench.session, feed);
      ids[feed] = certificationsOf(pages).map(({ remoteId }) => remoteId);
      calls.push(...pages.map((each) => each.calls));
      expect(pages.at(-1)).toMatchObject({ resume: null, watermark: null });
    }
    expect(ids).toEqual({
      'badges-aws': ['a-1'],
      'badges-cisco': ['c-1'],
      'badges-dell': [],
      'badges-ibm': ['i-1', 'i-2'],
    });
    expect(calls).toEqual([3, 0, 0, 0]);
    expect(bench.server.heardAt('/api')).toHaveLength(3);
    expect(bench.taken).toEqual(['api', 'api', 'api']);
  });

  test('are one person’s at all vendors, by the address that the employer knows', async () => {
    bench = await startBench(
      staffRoutes([
        [employee('ada', { email: ' Ada@Firm.Example ' }), [badge('a-1'), ccna('c-1')]],
        [
          employee('twin', { email: 'ADA@firm.example', full_name: null, first_name: ' ', last_name: null }),
          [ccna('c-2')],
        ],
      ]),
    );
    const holders = [
      ...certificationsOf(await pullAll(bench.session, 'badges-aws')),
      ...certificationsOf(await pullAll(bench.session, 'badges-cisco')),
    ].map(({ holder }) => holder);
    expect(holders).toHaveLength(3);
    expect(new Set(holders.map(({ key }) => key)).size).toBe(1);
    expect(holders[0]).toMatchObject({ name: 'ADA Doe', email: 'ada@firm.example' });
  });

  test('of an employee without an address are the earner’s by the badge’s, and nobody’s without one', async () => {
    bench = await startBench(
      staffRoutes([
        [
          employee('carl', { email: null }),
          [
            ccna('c-1', { user: { email: 'CARL@private.example' } }),
            ccna('c-2', { user: null }),
            ccna('c-3', { user: { email: 'not an address' } }),
          ],
        ],
        [employee('dora', { email: 'carl@private.example' }), []],
      ]),
    );
    const [first, second, third] = certificationsOf(await pullAll(bench.session, 'badges-cisco'));
    expect(first?.holder).toMatchObject({ name: 'DORA Doe', email: 'carl@private.example' });
    expect(second?.holder).toMatchObject({ name: null, email: null });
    expect(third?.holder).toEqual(second?.holder);
    expect(second?.holder.key).not.toBe(first?.holder.key);
  });

  test('that are not accepted are left out, and those withdrawn are told as such', async () => {
    const states = ['accepted', 'pending', 'rejected', 'revoked'];
    bench = await startBench(staffRoutes([[employee('ada'), states.map((state) => ccna(state, { state }))]]));
    const told = certificationsOf(await pullAll(bench.session, 'badges-cisco'));
    expect(told.map(({ remoteId, revoked }) => [remoteId, revoked])).toEqual([
      ['accepted', false],
      ['revoked', true],
    ]);
  });

  test('that an employee holds under two entries are told once, for the entry that says who it is', async () => {
    bench = await startBench(
      staffRoutes([
        [employee('old', { email: null }), [ccna('c-1', { user: null })]],
        [employee('new'), [ccna('c-1')]],
      ]),
    );
    const told = certificationsOf(await pullAll(bench.session, 'badges-cisco'));
    expect(told.map(({ holder }) => holder.email)).toEqual(['new@firm.example']);
  });

  test('and the staff itself are read page by page, never where the next page is said to be', async () => {
    const staff = Array.from({ length: 5 }, (_unused, at) => employee(`e${at}`));
    const routes = staffRoutes(staff.map((member) => [member, []]));
    bench = await startBench({
      ...routes,
      [EMPLOYEES]: ({ query }) => {
        const at = Number(query.get('page'));
        return page(staff.slice((at - 1) * 2, at * 2), at, 3);
      },
      [dataOf('e4')]: ({ query }) => {
        const at = Number(query.get('page'));
        return page([ccna(`c-${at}`)], at, 2);
      },
    });
    const told = certificationsOf(await pullAll(bench.session, 'badges-cisco'));
    expect(told.map(({ remoteId }) => remoteId)).toEqual(['c-1', 'c-2']);
    expect(bench.server.heardAt('/')).toHaveLength(3 + 5 + 1);
  });

  test('may stand in a member of their own, and a list may end without telling how long it is', async () => {
    bench = await startBench({
      [EMPLOYEES]: ({ query }) =>
        query.get('page') === '1'
          ? { body: { data: [employee('ada')], metadata: { next_page_url: '/v1/x?page=2' } } }
          : { body: { data: [] } },
      [dataOf('ada')]: () => ({ body: { data: { badges: [ccna('c-1')] } } }),
    });
    expect(certificationsOf(await pullAll(bench.session, 'badges-cisco'))).toHaveLength(1);
    expect(bench.server.heardAt(`/api/v1/organizations`)).toHaveLength(3);
  });

  test('a run that stopped goes on behind the last badge it gave', async () => {
    const many = Array.from({ length: 1_100 }, (_unused, at) => ccna(`c-${String(at).padStart(4, '0')}`));
    bench = await startBench(staffRoutes([[employee('ada'), many.toReversed()]]));
    const first = await pullFirst(bench.session, 'badges-cisco');
    expect(first.items).toHaveLength(500);
    const rest = await pullAll(bench.session, 'badges-cisco', { resumeFrom: first.resume });
    expect(rest.map((each) => each.items.length)).toEqual([500, 100]);
    const ids = certificationsOf([first, ...rest]).map(({ remoteId }) => remoteId);
    expect(ids).toEqual(many.map(({ id }) => id));
  });

  test('a token of another vendor’s feed starts the run over', async () => {
    const many = Array.from({ length: 501 }, (_unused, at) => ccna(`c-${at}`));
    bench = await startBench(staffRoutes([[employee('ada'), many]]));
    const { resume } = await pullFirst(bench.session, 'badges-cisco');
    const error = await vendorErrorOf(pullAll(bench.session, 'badges-aws', { resumeFrom: resume }));
    expect(error.kind).toBe('resume_rejected');
  });

  test('an employer without staff has none', async () => {
    bench = await startBench(staffRoutes([]));
    expect(await pullAll(bench.session, 'badges-dell')).toMatchObject([{ items: [], resume: null }]);
  });
});

describe('what can’t be read', () => {
  test('of a badge is kept out by its id, in the feed of its vendor alone', async () => {
    bench = await startBench(
      staffRoutes([
        [employee('ada'), [ccna('c-1', { state: 5 }), ccna('c-2'), badge('h-1', { issuer: issuer(HPE), state: 5 })]],
      ]),
    );
    const pages = await pullAll(bench.session, 'badges-cisco');
    expect(rejectedOf(pages)).toEqual([{ remoteId: 'c-1', path: '/state', problem: 'expected string, got number' }]);
    expect(certificationsOf(pages)).toHaveLength(1);
    expect(rejectedOf(await pullAll(bench.session, 'badges-aws'))).toEqual([]);
  });

  test('and has no id is told in every feed, since it may be anybody’s that is missing', async () => {
    bench = await startBench(
      staffRoutes([
        [employee('ada'), [ccna('c-1', { id: null })]],
        [employee('bob', { id: 7 }), []],
      ]),
    );
    for (const feed of FEEDS) {
      expect(rejectedOf(await pullAll(bench.session, feed))).toEqual([
        { remoteId: null, path: '/id', problem: 'expected string, got number' },
        { remoteId: null, path: '/id', problem: 'expected string, got null' },
      ]);
    }
  });

  test.each([403, 404, 410])('because an employee does not show it (HTTP %d) is no fault', async (status) => {
    bench = await startBench({
      ...staffRoutes([
        [employee('ada'), [ccna('c-1')]],
        [employee('bob'), []],
      ]),
      [dataOf('bob')]: () => ({ status, body: { data: { message: 'no' } } }),
    });
    const pages = await pullAll(bench.session, 'badges-cisco');
    expect([certificationsOf(pages).length, rejectedOf(pages)]).toEqual([1, []]);
  });

  test('because the service fails for one employee leaves open what is gone', async () => {
    bench = await startBench({
      ...staffRoutes([
        [employee('ada'), [ccna('c-1')]],
        [employee('bob'), []],
      ]),
      [dataOf('bob')]: () => ({ status: 500, body: 'oops' }),
    });
    const pages = await pullAll(bench.session, 'badges-cisco');
    expect(certificationsOf(pages)).toHaveLength(1);
    expect(rejectedOf(pages)).toEqual([
      { remoteId: null, path: '', problem: "expected an employee's badges, got HTTP 500" },
    ]);
  });

  test.each([
    ['that has no list', { body: { data: 5 } }],
    ['that ends before its last page', page([], 1, 2)],
  ])(
    'because one employee’s answer is one %s leaves open what is gone, and the others’ are told',
    async (_what, reply) => {
      bench = await startBench({
        ...staffRoutes([
          [employee('ada'), [ccna('c-1')]],
          [employee('bob'), []],
        ]),
        [dataOf('bob')]: () => reply,
      });
      const pages = await pullAll(bench.session, 'badges-cisco');
      expect(certificationsOf(pages)).toHaveLength(1);
      expect(rejectedOf(pages)).toEqual([
        { remoteId: null, path: '', problem: "expected an employee's badges, got an answer that can't be read" },
      ]);
    },
  );

  test.each([
    [403, 'refused'],
    [500, 'upstream_error'],
  ])('of anybody (HTTP %d) fails the run, and would otherwise wipe out what is known', async (status, kind) => {
    const staff = Array.from({ length: 3 }, (_unused, at) => employee(`e${at}`));
    bench = await startBench({
      [EMPLOYEES]: () => page(staff),
      ...Object.fromEntries(staff.map(({ id }) => [dataOf(String(id)), () => ({ status })])),
    });
    const error = await vendorErrorOf(pullAll(bench.session, 'badges-aws'));
    expect(error).toMatchObject({ vendor: 'credly', kind, httpStatus: status });
  });

  test('of many employees in a row is the service’s fault: the others are not asked', async () => {
    const staff = Array.from({ length: 40 }, (_unused, at) => employee(`e${at}`));
    bench = await startBench({
      [EMPLOYEES]: () => page(staff),
      ...Object.fromEntries(staff.map(({ id }) => [dataOf(String(id)), () => ({ status: 501 })])),
    });
    expect((await vendorErrorOf(pullAll(bench.session, 'badges-aws'))).kind).toBe('upstream_error');
    expect(bench.server.heardAt('/api')).toHaveLength(1 + 8);
  });

  test.each([
    ['that is no JSON', { body: '<html>' }, 'its body is not JSON'],
    ['without a list', { body: { data: 5 } }, '/data: expected a list, got number'],
    ['of another page', page([], 7, 9), '/metadata/current_page: expected page 1, got another'],
    ['that is empty before its last page', page([], 1, 3), 'a page before the last one is empty'],
  ])('of the staff, %s, fails the run and says why', async (_title, reply, message) => {
    bench = await startBench({ [EMPLOYEES]: () => reply });
    const error = await vendorErrorOf(pullAll(bench.session, 'badges-aws'));
    expect(error.kind).toBe('upstream_error');
    expect(error.message).toContain(message);
  });

  test('now is asked for again by the next feed', async () => {
    let calls = 0;
    bench = await startBench({
      [EMPLOYEES]: () => {
        calls += 1;
        return calls === 1 ? { status: 400, body: { errors: [{ message: 'no', field: 'page' }] } } : page([]);
      },
    });
    expect((await vendorErrorOf(pullAll(bench.session, 'badges-aws'))).kind).toBe('refused');
    expect(await pullAll(bench.session, 'badges-cisco')).toHaveLength(1);
  });
});
