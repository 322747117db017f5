import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { DEFAULT_OPERATION_LIMITS } from '../../../platform/limits/operation-limits.ts';
import { runGateway, type RunningGateway } from '../support/running-gateway.ts';

const LIMITS = {
  tokens: 60,
  depth: 3,
  aliases: 2,
  rootFields: 4,
  directives: 2,
  fragments: 2,
  fields: 6,
  inputValues: 4,
};

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await runGateway({ limits: { operation: LIMITS } });
});
afterAll(() => gateway.stop());

interface Broken {
  readonly code: string;
  readonly limit: number;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

const ALIASES: Broken = {
  code: 'ALIAS_LIMIT',
  limit: LIMITS.aliases,
  query: '{ a: __typename b: __typename c: __typename }',
};

const BROKEN: readonly Broken[] = [
  { code: 'TOKEN_LIMIT', limit: LIMITS.tokens, query: `{ orders { ${'id '.repeat(LIMITS.tokens)} } }` },
  { code: 'TOKEN_LIMIT', limit: LIMITS.tokens, query: `${'#\n'.repeat(LIMITS.tokens + 1)}{ orders { id } }` },
  { code: 'DEPTH_LIMIT', limit: LIMITS.depth, query: '{ orders { buyer { a { b } } } }' },
  ALIASES,
  {
    code: 'ROOT_FIELD_LIMIT',
    limit: LIMITS.rootFields,
    query: '{ __typename __typename __typename __typename __typename }',
  },
  {
    code: 'DIRECTIVE_LIMIT',
    limit: LIMITS.directives,
    query: '{ orders { id @skip(if: true) name @skip(if: true) source @skip(if: true) } }',
  },
  {
    code: 'FRAGMENT_LIMIT',
    limit: LIMITS.fragments,
    query:
      '{ ...A ...B ...C } fragment A on Query { touched } fragment B on Query { touched } fragment C on Query { touched }',
  },
  { code: 'FIELD_LIMIT', limit: LIMITS.fields, query: '{ orders { id name id name id name } }' },
  {
    code: 'INPUT_LIMIT',
    limit: LIMITS.inputValues,
    query: 'query($id: ID!) { order(id: $id) { id } }',
    variables: { id: '1', more: [1, 2, [3, 4]] },
  },
];

describe('a document over a limit', () => {
  test.each(BROKEN)(
    'is answered 400 with $code, the limit and what came',
    async ({ code, limit, query, variables = {} }) => {
      gateway.bench.seen.length = 0;
      const { status, body } = await gateway.ask(query, { variables });
      expect(status).toBe(400);
      expect(body).not.toHaveProperty('data');
      const told = body.errors?.find(({ extensions }) => extensions['code'] === code);
      expect(told?.extensions['limit']).toBe(limit);
      expect(told?.extensions['came']).toBeGreaterThan(limit);
      expect(told?.message).toContain(String(limit));
      expect(gateway.bench.seen).toEqual([]);
    },
  );

  test('is answered 400 under either media type, unlike an error of its words', async () => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      expect((await gateway.ask(ALIASES.query, { headers: { accept } })).status).toBe(400);
    }
    expect((await gateway.ask('{ nothing }')).status).toBe(200);
  });

  test('within every limit is carried out', async () => {
    const { body } = await gateway.ask('{ a: orders(first: 1) { id name buyer { name } } }');
    expect(body.data).toEqual({ a: [{ id: '0', name: 'order 0', buyer: { name: 'buyer b0' } }] });
  });
});

describe('the limits that hold by default', () => {
  test('let a tool read the whole schema', async () => {
    const plain = await runGateway();
    try {
      const { status, body } = await plain.ask(getIntrospectionQuery());
      expect(status).toBe(200);
      expect(body.errors).toBeUndefined();
      const long = `{ orders { ${'id '.repeat(DEFAULT_OPERATION_LIMITS.tokens)} } }`;
      expect((await plain.ask(long)).body.errors?.[0]?.extensions['code']).toBe('TOKEN_LIMIT');
    } finally {
      await plain.stop();
    }
  });
});
