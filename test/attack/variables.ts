import { HARMLESS, operation, type Attack } from './attack.ts';

type Expected = Pick<Attack, 'status' | 'code' | 'told'>;
const badInput = (told?: RegExp): Expected => ({ status: 200, code: 'BAD_USER_INPUT', ...(told ? { told } : {}) });
const tooMuch = (code: string): Expected => ({ status: 400, code });

const DEALS =
  'query($first: Int, $after: String, $filter: DealFilter, $sort: [DealSort!]) { deals(first: $first, after: $after, filter: $filter, sort: $sort) { totalCount nodes { id } } }';
const NODE = 'query($id: ID!) { node(id: $id) { id } }';

const deals = (title: string, variables: unknown, expected: Expected): Attack =>
  operation(title, { query: DEALS, variables }, expected);

/** Values beside a document that is in order. */
export const VARIABLES: readonly Attack[] = [
  deals('a page of 200,000', { first: 200_000 }, tooMuch('COST_LIMIT')),
  deals('a page of 201', { first: 201 }, badInput(/from 0 to 200, not 201/)),
  deals('a page of -1', { first: -1 }, badInput(/-1/)),
  deals('a page of half a row', { first: 2.5 }, badInput(/Int cannot represent/)),
  deals('a page of a text', { first: '200' }, badInput(/Int cannot represent/)),
  deals('a page of a list', { first: [1] }, badInput()),
  deals(
    'a filter by 50,000 vendors',
    { filter: { vendor: Array.from({ length: 50_000 }, () => 'a') } },
    tooMuch('INPUT_LIMIT'),
  ),
  {
    title: 'a list 50,000 deep',
    send: (target) =>
      target.request('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"query":${JSON.stringify(DEALS)},"variables":{"filter":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      }),
    ...tooMuch('INPUT_LIMIT'),
  },
  deals(
    'a list 500 deep in place of a text',
    { after: JSON.parse('['.repeat(500) + ']'.repeat(500)) as unknown },
    badInput(),
  ),
  deals(
    'a sort by 500 things',
    { sort: Array.from({ length: 300 }, () => ({ field: 'NAME' })) },
    badInput(/at most 10/),
  ),
  deals('a status that does not exist', { filter: { status: ['STOLEN'] } }, badInput(/STOLEN/)),
  deals('a filter with a field of nobody', { filter: { owner: 'me' } }, badInput(/owner/)),
  deals('a date that is none', { filter: { closeFrom: '2026-02-30' } }, badInput(/calendar date/)),
  deals(
    'a date in the form of SQL',
    { filter: { closeFrom: "2026-01-01'; drop table deal; --" } },
    badInput(/calendar date/),
  ),
  deals('an instant beyond all calendars', { filter: { updatedFrom: '+999999-01-01T00:00:00Z' } }, badInput()),
  deals('a text with a NUL', { filter: { text: 'a\u0000b' } }, badInput(/filter\.text must be text without/)),
  deals('a text with half a character', { filter: { text: 'a\ud800b' } }, HARMLESS),
  deals('a text of 100,000 characters', { filter: { text: 'ab '.repeat(33_000) } }, HARMLESS),
  operation('an id with a NUL', { query: NODE, variables: { id: 'a\u0000' } }, badInput(/id must be text without/)),
  operation('an id in the form of SQL', { query: NODE, variables: { id: "' or 1=1 --" } }, HARMLESS),
  operation('an id of 100,000 characters', { query: NODE, variables: { id: 'a'.repeat(100_000) } }, HARMLESS),
  operation(
    'an id that is an object',
    { query: NODE, variables: { id: { $ne: null } } },
    badInput(/ID cannot represent/),
  ),
  operation('no id at all', { query: NODE, variables: {} }, badInput(/required|not provided/)),
  operation(
    'a currency that is a path',
    {
      query: 'query($c: CurrencyCode!) { deals(first: 1) { nodes { value { in(currency: $c) { amount } } } } }',
      variables: { c: '../../etc/passwd' },
    },
    badInput(),
  ),
  operation(
    'a pointer of 100,000 steps into a payload',
    {
      query: 'query($p: String) { deals(first: 1) { nodes { raw(pointer: $p) } } }',
      variables: { p: '/a'.repeat(50_000) },
    },
    HARMLESS,
  ),
  operation(
    'a pointer into what every object has',
    {
      query: 'query($p: String) { deals(first: 1) { nodes { raw(pointer: $p) } } }',
      variables: { p: '/__proto__/constructor' },
    },
    HARMLESS,
  ),
];
