import type { Attack } from './attack.ts';
import type { Target } from './target.ts';

const LIST =
  'query($first: Int, $after: String, $filter: DealFilter, $sort: [DealSort!]) { deals(first: $first, after: $after, filter: $filter, sort: $sort) { nodes { id } pageInfo { endCursor } } }';

/** A cursor that the list really gave. */
async function cursorOf(
  target: Target,
  profile: 'var-admin' | 'other-var' = 'var-admin',
  more: object = {},
): Promise<string> {
  const { text } = await target.ask(LIST, { first: 1, ...more }, profile);
  const { data } = JSON.parse(text) as { data: { deals: { pageInfo: { endCursor: string | null } } } };
  const { endCursor } = data.deals.pageInfo;
  if (endCursor === null) throw new Error('the list has no row');
  return endCursor;
}

const cursor = (title: string, make: (target: Target) => string | Promise<string>, more: object = {}): Attack => ({
  title,
  send: async (target) => target.ask(LIST, { first: 1, after: await make(target), ...more }),
  status: 200,
  code: 'BAD_USER_INPUT',
  told: /^after must be a cursor that this list gave/,
});

/** Cursors that the list did not give, or not for this. */
export const CURSORS: readonly Attack[] = [
  cursor('a cursor cut by a letter', async (target) => (await cursorOf(target)).slice(0, -1)),
  cursor('a cursor cut in half', async (target) => {
    const whole = await cursorOf(target);
    return whole.slice(0, whole.length / 2);
  }),
  cursor('a cursor without its signature', async (target) => (await cursorOf(target)).split('.')[0] ?? ''),
  cursor('a cursor with the signature of another', async (target) => {
    const [payload] = (await cursorOf(target)).split('.');
    const [, mac] = (await cursorOf(target, 'var-admin', { first: 2 })).split('.');
    return `${payload}.${mac}`;
  }),
  cursor('a cursor with other values under its signature', async (target) => {
    const [, mac] = (await cursorOf(target)).split('.');
    return `${Buffer.from('["2020-01-01","00000000-0000-0000-0000-000000000000"]').toString('base64url')}.${mac}`;
  }),
  cursor('a cursor of another tenant', (target) => cursorOf(target, 'other-var')),
  cursor('a cursor of another filter', (target) => cursorOf(target), { filter: { vendor: ['aws'] } }),
  cursor('a cursor of another order', (target) => cursorOf(target), { sort: [{ field: 'NAME' }] }),
  cursor('a cursor of 100,000 letters', () => 'a'.repeat(100_000)),
  cursor('a cursor of nothing', () => ''),
  { ...cursor('a cursor with a NUL', () => 'a\u0000.b'), told: /^after must be text without the character U\+0000/ },
  cursor('a cursor in the form of SQL', () => "' or 1=1 --.x"),
  {
    title: 'a cursor of one list in another',
    send: async (target) =>
      target.ask('query($after: String) { benefits(first: 1, after: $after) { nodes { id } } }', {
        after: await cursorOf(target),
      }),
    status: 200,
    code: 'BAD_USER_INPUT',
    told: /after/,
  },
  {
    title: 'a place in the feed of changes that is none',
    send: (target) => target.ask('{ changes(since: "999999999999999999999999") { nextCursor } }'),
    status: 200,
    code: 'BAD_USER_INPUT',
    told: /since/,
  },
];
