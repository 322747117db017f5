import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addressesOf, runGateway, runSubgraphs, type RunningGateway } from '../support/running-gateway.ts';
import { captureLog, type CapturedLog } from '../support/capture-log.ts';
import { createTokenMaker } from '../support/tokens.ts';
import type { SubgraphServer } from '../../../subgraphs/server.ts';

let gateway: RunningGateway;
let remote: RunningGateway;
let server: SubgraphServer;
let captured: CapturedLog;

beforeAll(async () => {
  captured = captureLog();
  const tokens = await createTokenMaker();
  server = await runSubgraphs();
  gateway = await runGateway({ tokens, log: captured.log });
  remote = await runGateway({ tokens, remote: addressesOf(server) });
});
afterAll(async () => {
  await Promise.all([gateway.stop(), remote.stop()]);
  await server.stop();
});

describe('an error that was not written for callers', () => {
  test('is told as an internal error with the request id, and nothing else of it', async () => {
    const answer = await gateway.ask('{ faulty orders { id } }', { headers: { 'x-request-id': 'seen-1' } });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ faulty: null, orders: [{ id: '0' }, { id: '1' }] });
    expect(answer.body.errors).toEqual([
      {
        message: 'Internal server error',
        path: ['faulty'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'seen-1' },
      },
    ]);
  });

  test('is told in the log under the same request id, without secrets and addresses', async () => {
    await gateway.ask('{ faulty }', { headers: { 'x-request-id': 'seen-2' } });
    const fault = captured.ofRequest('seen-2').find((line) => line['level'] === 'error');
    expect(fault).toMatchObject({ path: ['faulty'], err: { name: 'Error' } });
    expect(JSON.stringify(fault)).toContain('ECONNREFUSED');
    expect(JSON.stringify(fault)).not.toMatch(/s3cret|10\.1\.2\.3/);
  });

  test.each(['local', 'remote'])(
    'hides a code that is not public, with its text and extensions (%s)',
    async (where) => {
      const { text, body } = await (where === 'local' ? gateway : remote).ask('{ leaky }');
      expect(body.errors).toMatchObject([{ message: 'Internal server error', path: ['leaky'] }]);
      expect(text).not.toMatch(/db\.internal|DB_DOWN|stack|orders|serviceName/);
    },
  );
});

describe('an error that was written for callers', () => {
  test.each(['local', 'remote'])('keeps its message, code and argument, and loses the rest (%s)', async (where) => {
    const { body } = await (where === 'local' ? gateway : remote).ask('{ refused }');
    expect(body.errors).toEqual([
      {
        message: 'first must be a whole number from 0 to 200, not 900',
        path: ['refused'],
        extensions: { code: 'BAD_USER_INPUT', argument: 'first' },
      },
    ]);
  });
});

describe('a null that no subgraph explained', () => {
  test('is reported with its place', async () => {
    const { status, body } = await gateway.ask('{ missing { id } }');
    expect(status).toBe(200);
    expect(body.data).toBeNull();
    expect(body.errors?.length).toBe(1);
    expect(Object.keys(body.extensions ?? {})).toEqual(['cost']);
  });
});

describe('a mistake of the caller', () => {
  const mistakes: ReadonlyArray<[title: string, query: string, code: string, hint: RegExp]> = [
    ['a syntax error', '{ orders {', 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    ['an unknown field', '{ orders { nothing } }', 'GRAPHQL_VALIDATION_FAILED', /nothing/],
    ['a malformed date', '{ orders(since: "yesterday") { id } }', 'GRAPHQL_VALIDATION_FAILED', /calendar date/],
  ];
  test.each(mistakes)('%s is answered with what is wrong', async (_title, query, code, hint) => {
    const { status, body } = await gateway.ask(query, { headers: { accept: 'application/graphql-response+json' } });
    expect(status).toBe(400);
    expect((await gateway.ask(query)).status).toBe(200);
    expect(body.data).toBeUndefined();
    expect(body.errors?.[0]?.extensions['code']).toBe(code);
    expect(body.errors?.[0]?.message).toMatch(hint);
    expect(body.errors?.[0]?.locations).toBeDefined();
  });

  test.each([
    ['a malformed date in a variable', { since: 'yesterday' }, /calendar date/],
    ['a variable of the wrong type', { since: 5 }, /Date/],
  ])('%s is answered with what is wrong', async (_title, variables, hint) => {
    const query = 'query($since: Date) { orders(since: $since) { id } }';
    const headers = { accept: 'application/graphql-response+json' };
    const { status, body } = await gateway.ask(query, { variables, headers });
    expect(status).toBe(400);
    expect((await gateway.ask(query, { variables })).status).toBe(200);
    expect(body.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(body.errors?.[0]?.message).toMatch(hint);
  });

  test('a missing operation name is answered 400', async () => {
    const several = 'query A { orders { id } } query B { orders { id } }';
    const unnamed = await gateway.ask(several);
    expect(unnamed.status).toBe(400);
    expect(unnamed.body.errors?.[0]?.extensions['code']).toBe('OPERATION_RESOLUTION_FAILURE');
    const wrong = await gateway.ask(several, { operationName: 'C' });
    expect(wrong.status).toBe(400);
    expect(wrong.body.errors?.[0]?.message).toContain('"C"');
    expect((await gateway.ask(several, { operationName: 'B' })).status).toBe(200);
  });
});
