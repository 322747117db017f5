import { HARMLESS, operation, type Attack } from './attack.ts';

const refused = (code: string, told?: RegExp): Pick<Attack, 'status' | 'code' | 'told'> => ({
  status: 400,
  code,
  ...(told ? { told } : {}),
});
/** Errors of a document's words: GraphQL over HTTP has 200 for them under application/json. */
const wrong = (code = 'GRAPHQL_VALIDATION_FAILED', told?: RegExp): Pick<Attack, 'status' | 'code' | 'told'> => ({
  ...refused(code, told),
  status: 200,
});

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_unused, index) => make(index)).join(' ');

const doubling = (levels: number): string =>
  times(
    levels,
    (n) => `fragment F${n} on Partner { a${n}: deals { nodes { partner { ...F${n + 1} } } } ...F${n + 1} }`,
  );

/** From one subgraph to the next and back. */
const HOPS =
  'nodes { partner { memberships { program { vendor { programs { tiers { program { name } } } } } } certifications(first: 1) { nodes { holder { partner { name } } } } } membership { partner { name } } }';

/** Documents that would cost much if they were carried out, or checked without bounds. */
export const DOCUMENTS: readonly Attack[] = [
  operation(
    'a partner of a deal of a partner, 40 deep',
    {
      query: `{ viewer { partner { ${'deals { nodes { partner { '.repeat(40)} id ${'} } }'.repeat(40)} } } }`,
    },
    refused('DEPTH_LIMIT', /at most 15/),
  ),
  operation(
    'lists of 200 within lists, shallow enough',
    {
      query:
        '{ deals(first: 200) { nodes { partner { deals(first: 200) { nodes { partner { deals(first: 200) { nodes { id } } } } } } } } }',
    },
    refused('COST_LIMIT', /at most 20000/),
  ),
  operation('a selection 10,000 deep', { query: '{ a '.repeat(10_000) + '}'.repeat(10_000) }, refused('TOKEN_LIMIT')),
  operation(
    '20,000 aliases of one field',
    { query: `{ ${times(20_000, (n) => `a${n}: deals { totalCount }`).slice(0, 200_000)} }` },
    refused('TOKEN_LIMIT'),
  ),
  operation(
    '40 aliases of a list',
    { query: `{ ${times(40, (n) => `a${n}: deals { totalCount }`)} }` },
    refused('ALIAS_LIMIT'),
  ),
  operation(
    '300 aliases of __typename',
    { query: `{ ${times(300, (n) => `a${n}: __typename`)} }` },
    refused('ALIAS_LIMIT'),
  ),
  operation(
    '300 times __typename without an alias',
    { query: `{ ${times(300, () => '__typename')} }` },
    refused('ROOT_FIELD_LIMIT'),
  ),
  operation(
    'a fragment used 300 times',
    { query: `{ ${times(300, () => '...F')} } fragment F on Query { viewer { subject } }` },
    refused('ROOT_FIELD_LIMIT'),
  ),
  operation(
    '60 directives',
    { query: `{ viewer { ${times(60, () => 'subject @include(if: true)')} } }` },
    refused('DIRECTIVE_LIMIT'),
  ),
  operation(
    'one directive 400 times at one place',
    { query: `{ viewer ${'@include '.repeat(400)} { subject } }` },
    refused('DIRECTIVE_LIMIT'),
  ),
  operation(
    '60 fragments',
    {
      query: `{ ...F0 } ${times(60, (n) => `fragment F${n} on Query { viewer { subject } ${n < 59 ? `...F${n + 1}` : ''} }`)}`,
    },
    refused('ROOT_FIELD_LIMIT'),
  ),
  operation(
    '60 fragments of a deeper type',
    {
      query: `{ viewer { ...F0 } } ${times(60, (n) => `fragment F${n} on Viewer { subject ${n < 59 ? `...F${n + 1}` : ''} }`)}`,
    },
    refused('FRAGMENT_LIMIT'),
  ),
  operation(
    'fragments that double 24 times',
    { query: `{ viewer { partner { ...F0 } } } ${doubling(24)} fragment F24 on Partner { id }` },
    refused('DEPTH_LIMIT'),
  ),
  operation(
    'fragments in a circle',
    { query: '{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }' },
    wrong('GRAPHQL_VALIDATION_FAILED', /spread fragment/),
  ),
  operation(
    'a fragment that uses itself',
    { query: '{ viewer { ...A } } fragment A on Viewer { subject ...A }' },
    wrong(),
  ),
  operation('50,000 comments', { query: `${'#\n'.repeat(50_000)}{ viewer { subject } }` }, refused('TOKEN_LIMIT')),
  operation(
    'a string of 200,000 characters',
    { query: `{ deals(filter: { text: "${'a'.repeat(200_000)}" }) { totalCount } }` },
    HARMLESS,
  ),
  operation('an integer that nothing holds', { query: `{ deals(first: ${'9'.repeat(400)}) { totalCount } }` }, wrong()),
  operation(
    'a string without an end',
    { query: '{ vendor(id: "aws) { id } }' },
    wrong('GRAPHQL_PARSE_FAILED', /Unterminated string/),
  ),
  operation('an escape that is none', { query: '{ vendor(id: "\\u{110000}") { id } }' }, wrong('GRAPHQL_PARSE_FAILED')),
  operation('a control character', { query: '{ viewer\u0000 { subject } }' }, wrong('GRAPHQL_PARSE_FAILED')),
  operation('nothing but spaces', { query: '   ' }, wrong('GRAPHQL_PARSE_FAILED')),
  operation('fragments without an operation', { query: 'fragment F on Query { viewer { subject } }' }, wrong()),
  operation('500 unknown fields', { query: `{ ${times(500, (n) => `x${n}`)} }` }, refused('ROOT_FIELD_LIMIT')),
  operation(
    'a field that does not exist',
    { query: '{ viewer { password } }' },
    wrong('GRAPHQL_VALIDATION_FAILED', /password/),
  ),
  operation(
    'fields that contradict each other',
    { query: `{ viewer { ${times(20, (n) => `x: partner { deals(first: ${n}) { totalCount } }`)} } }` },
    wrong(),
  ),
  operation(
    'introspection that goes in circles',
    { query: '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }' },
    wrong(),
  ),
  operation(
    'a plan of as many steps as the limits allow',
    { query: `{ ${times(8, (n) => `a${n}: deals(first: 1) { ${HOPS} }`)} }` },
    HARMLESS,
  ),
  operation(
    'a plan over every type behind an interface',
    {
      query: `{ viewer { subject } ${times(10, (n) => `n${n}: node(id: "x") { ${['Deal', 'Benefit', 'Certification', 'Membership'].map((type) => `... on ${type} { source { vendor { name programs { tiers { name } } } } }`).join(' ')} }`)} }`,
    },
    HARMLESS,
  ),
  operation('a subscription', { query: 'subscription { deals { totalCount } }' }, wrong()),
  operation(
    'a deferred part',
    { query: '{ viewer { ... @defer { subject } } }' },
    wrong('GRAPHQL_VALIDATION_FAILED', /@defer/),
  ),
  operation(
    'the gateway asked as if it were a subgraph',
    { query: '{ _entities(representations: []) { __typename } }' },
    wrong(),
  ),
  operation('the schema of a subgraph', { query: '{ _service { sdl } }' }, wrong()),
  operation(
    'two operations without a name for either',
    { query: '{ viewer { subject } } { viewer { subject } }' },
    wrong(),
  ),
  operation(
    'two operations and none is meant',
    { query: 'query A { viewer { subject } } query B { viewer { subject } }' },
    refused('OPERATION_RESOLUTION_FAILURE'),
  ),
  {
    title: 'a scope the token does not have, hidden in a fragment',
    send: (target) => target.ask('{ deals { nodes { ...F } } } fragment F on Sourced { raw }', {}, 'var-reader'),
    status: 403,
    code: 'FORBIDDEN',
    told: /raw:read/,
  },
  {
    title: 'a change without the scope for it',
    send: (target) => target.ask('mutation { pauseConnection(id: "x", paused: true) { id } }', {}, 'var-reader'),
    status: 403,
    code: 'FORBIDDEN',
  },
];
