import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { createTokenVerifier } from '../../../platform/identity/token-verifier.ts';
import { TestClock } from '../../subgraphs/support/test-clock.ts';
import {
  addressesOf,
  runGateway,
  runSubgraphs,
  type GraphQLAnswer,
  type RunningGateway,
} from '../support/running-gateway.ts';
import { shutGate, type Workbench } from '../support/subgraphs.ts';
import { AUDIENCE, createTokenMaker, ISSUER, type TokenMaker } from '../support/tokens.ts';

/** How far the clocks of the issuer and of the gateway may be apart, in seconds. */
const TOLERANCE = 30;

let clock: TestClock;
let tokens: TokenMaker;
/** Resolves with the first token that is found to be good. */
let admitted: Promise<void>;
const cleanups: Array<() => Promise<unknown>> = [];
beforeEach(async () => {
  clock = new TestClock('2026-06-15T12:00:00.000Z');
  const made = await createTokenMaker();
  const keys = createLocalJWKSet(made.jwks as JSONWebKeySet);
  const verify = createTokenVerifier({ issuer: ISSUER, audience: AUDIENCE, keys, clock });
  const { promise, resolve } = Promise.withResolvers<void>();
  admitted = promise;
  tokens = {
    ...made,
    verify: async (token) => {
      const viewer = await verify(token);
      resolve();
      return viewer;
    },
  };
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function open(remote: Record<string, string> = {}): Promise<RunningGateway> {
  const gateway = await runGateway({ tokens, remote });
  cleanups.push(() => gateway.stop());
  return gateway;
}

/** So many seconds from now on, by the gateway's clock. */
const at = (seconds: number): number => Math.floor(clock.now().getTime() / 1_000) + seconds;

async function ask(
  gateway: RunningGateway,
  claims: Record<string, number>,
  query = '{ orders { id } }',
): Promise<GraphQLAnswer> {
  const authorization = `Bearer ${await tokens.make('', claims)}`;
  return gateway.ask(query, { headers: { authorization } });
}

describe('a token whose time runs out while its request is under way', () => {
  const SLOW = '{ slowOrder { id buyer { name } } }';

  /** Asks, lets the token's time pass while a subgraph works, and reads the answer. */
  async function askAcross(gateway: RunningGateway, bench: Workbench): Promise<GraphQLAnswer> {
    const release = shutGate(bench);
    cleanups.push(async () => release());
    const answered = ask(gateway, { iat: at(-600), exp: at(60) }, SLOW);
    await admitted;
    clock.advance((60 + TOLERANCE + 1) * 1_000);
    release();
    return answered;
  }

  const WHOLE = { data: { slowOrder: { id: '7', buyer: { name: 'buyer b1' } } } };

  test('was good at the door, and the request goes on to its end; the next one with it is 401', async () => {
    const gateway = await open();
    const exp = at(60);
    const { status, body } = await askAcross(gateway, gateway.bench);
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(body).toMatchObject(WHOLE);
    const next = await ask(gateway, { exp });
    expect(next.status).toBe(401);
    expect(next.body.errors?.[0]?.message).toBe('The token was refused: the token has expired.');
  });

  test('does so over subgraphs elsewhere too: what is asked of them later is vouched for by the gateway, not by the token', async () => {
    const elsewhere = await runSubgraphs();
    cleanups.push(() => elsewhere.stop());
    const gateway = await open(addressesOf(elsewhere));
    const exp = at(60);
    const { status, body } = await askAcross(gateway, elsewhere.bench);
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(body).toMatchObject(WHOLE);
    expect(elsewhere.bench.entityCalls).toEqual(['b1']);
    expect((await ask(gateway, { exp })).status).toBe(401);
  });
});

describe('clocks that are apart', () => {
  const EXPIRED = /the token has expired/;
  const EARLY = /claim "nbf"/;

  test.each<[string, Record<string, number>, RegExp | null]>([
    ['a token that expired 29 s ago is taken', { exp: -TOLERANCE + 1 }, null],
    ['one that expired 30 s ago is not', { exp: -TOLERANCE }, EXPIRED],
    ['one that is good from 30 s from now on is taken', { nbf: TOLERANCE, exp: 600 }, null],
    ['one that is good from 31 s from now on is not', { nbf: TOLERANCE + 1, exp: 600 }, EARLY],
  ])('%s', async (_title, claims, refused) => {
    const gateway = await open();
    const { status, body } = await ask(
      gateway,
      Object.fromEntries(Object.entries(claims).map(([name, s]) => [name, at(s)])),
    );
    expect(status).toBe(refused === null ? 200 : 401);
    if (refused) expect(body.errors?.[0]?.message).toMatch(refused);
  });

  /** A token as an issuer makes it whose clock is so many seconds ahead of ours: good from its now on, for five minutes. */
  const issuedAhead = (seconds: number): Record<string, number> => ({
    iat: at(seconds),
    nbf: at(seconds),
    exp: at(seconds + 300),
  });

  test('the issuer’s 60 s ahead: its token is refused when it is new, with the reason, and taken half a minute later', async () => {
    const gateway = await open();
    const claims = issuedAhead(60);
    const early = await ask(gateway, claims);
    expect([early.status, early.body.errors?.[0]?.message]).toEqual([401, expect.stringMatching(EARLY)]);
    clock.advance(29_000);
    expect((await ask(gateway, claims)).status).toBe(401);
    clock.advance(1_000);
    expect((await ask(gateway, claims)).status).toBe(200);
  });

  test('the issuer’s 60 s behind: its token loses half a minute of its five, and is refused as expired then', async () => {
    const gateway = await open();
    const claims = issuedAhead(-60);
    expect((await ask(gateway, claims)).status).toBe(200);
    clock.advance((300 - 60 + TOLERANCE - 1) * 1_000);
    expect((await ask(gateway, claims)).status).toBe(200);
    clock.advance(1_000);
    const late = await ask(gateway, claims);
    expect([late.status, late.body.errors?.[0]?.message]).toEqual([401, expect.stringMatching(EXPIRED)]);
  });
});
