import { createSecretKey, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { seedDemo } from '../../../demo/seed.ts';
import { startGateway, type Gateway } from '../../../gateway/start-gateway.ts';
import { readSupergraph } from '../../../gateway/supergraph/read-supergraph.ts';
import type { Cache } from '../../../platform/cache/cache.ts';
import { openRedisCache } from '../../../platform/cache/open-cache.ts';
import { forRequests } from '../../../platform/cache/request-cache.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { defineSubgraph } from '../../../platform/graph/define-subgraph.ts';
import { Secret } from '../../../platform/log/secret.ts';
import { fixedKeyRing } from '../../../platform/secrets/key-ring.ts';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';
import { cursorsUnder } from '../../../platform/server/cursor-keys.ts';
import { ALL_SUBGRAPHS } from '../../../subgraphs/registry.ts';
import { startResealer } from '../../../sync/reseal/reseal-on-change.ts';
import { startSync } from '../../../sync/start-sync.ts';
import { SANDBOX_SEED } from '../../support/mirror.ts';
import { openStartedHouse, post, type StartedHouse } from '../../support/started-house.ts';
import { until } from '../../sync/support/until.ts';
import { demoSecrets } from './demo-secrets.ts';
import { walkFor } from './object-walk.ts';

/*
 * Everything in one process, as `npm start` has it: the master key, the sync that opens credentials with it, the vendors'
 * stand-ins that know them, and the resolvers.
 */
const MASTER_KEY = randomBytes(32).toString('base64');
const masterKeys = fixedKeyRing(readMasterKeys(MASTER_KEY));
const bytes = Buffer.from(MASTER_KEY, 'base64');
/** Of a Redis that is not there: its client knows the password all the same. */
const REDIS_PASSWORD = 'a-password-of-redis';
const LOOKED_FOR = [...demoSecrets(), REDIS_PASSWORD, MASTER_KEY, bytes.toString('hex'), bytes.toString('latin1')];
const log = pino({ level: 'silent' });

let house: StartedHouse;
let gateway: Gateway;
let cache: Cache;
const running: Array<{ stop(): Promise<void> }> = [];
const contexts: GraphContext[] = [];

/** The subgraphs, with a look at the context that the field `deals` is given. */
async function watchedSubgraphs(): Promise<Array<Awaited<ReturnType<typeof defineSubgraph>>>> {
  const subgraphs = await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph));
  for (const { schema } of subgraphs) {
    const field = schema.getQueryType()?.getFields()['deals'];
    const resolve = field?.resolve;
    if (!field || !resolve) continue;
    field.resolve = (source, args, context, info) => {
      contexts.push(context as GraphContext);
      return resolve(source, args, context, info) as unknown;
    };
  }
  return subgraphs;
}

beforeAll(async () => {
  house = await openStartedHouse({ dealsPerPartner: 3 });
  const { database } = house.db;
  const secrets = new SecretBox(masterKeys);
  await seedDemo(database, { secrets, sandboxSeed: SANDBOX_SEED, now: new Date() });
  const { workshops, overrides } = house.runOptions;
  running.push(
    startSync({
      database,
      secrets,
      workshops: [...workshops.values()],
      vendors: house.vendors,
      overrides,
      config: { syncIntervalSeconds: 1 },
      clock: systemClock,
      log,
    }),
    startResealer({ db: database.kysely, secrets, masterKeys, clock: systemClock, log }),
  );
  cache = await openRedisCache(new Secret(`redis://:${REDIS_PASSWORD}@127.0.0.1:9`), log);
  gateway = await startGateway({
    listen: { host: '127.0.0.1', port: 0 },
    supergraphSdl: await readSupergraph(),
    subgraphs: { local: await watchedSubgraphs(), remote: {}, timeoutMs: 10_000 },
    services: { ...house.services, cache: forRequests(cache), cursors: cursorsUnder(masterKeys) },
    verify: house.verify,
    maxBodyBytes: 262_144,
    introspection: true,
    graphiql: null,
    log,
  });
}, 120_000);
afterAll(async () => {
  await gateway?.stop();
  for (const part of running) await part.stop();
  await cache?.close();
  await house.close();
});

const QUERY = '{ deals(first: 5) { nodes { name raw } pageInfo { endCursor } } connections { connectionStatus } }';

describe('what a resolver is given', () => {
  test('leads to no credential of a vendor and to no master key, while the sync of the same process uses both', async () => {
    const token = await house.token('var-admin');
    await until(async () => {
      const { data } = await post<{ deals: { nodes: unknown[] } }>(`${gateway.url}/graphql`, token, QUERY);
      return data.deals.nodes.length > 0;
    });
    const context = contexts.at(-1) as GraphContext;
    const walked = walkFor(context, LOOKED_FOR);
    expect(walked.found).toEqual([]);
    expect(walked.objects).toBeGreaterThan(1_000);
    expect(walked.closures).toBeGreaterThan(0);
    expect(JSON.stringify(Object.keys(context))).not.toMatch(/token|secret|key/i);
  }, 60_000);
});

describe('the cache', () => {
  test('leads to the password of its store where it is opened, and no longer where a request is given it', () => {
    expect(walkFor({ cache }, [REDIS_PASSWORD]).found.length).toBeGreaterThan(0);
    expect(walkFor({ cache: forRequests(cache) }, [REDIS_PASSWORD]).found).toEqual([]);
  });
});

describe('the walk itself', () => {
  class Holder {
    readonly #hidden = 'hunter2hunter2';

    get shown(): string {
      return this.#hidden;
    }
  }
  const places: ReadonlyArray<[title: string, root: object]> = [
    ['a member', { a: { b: ['hunter2hunter2'] } }],
    ['a hidden member', Object.defineProperty({}, 'a', { value: 'x hunter2hunter2', enumerable: false })],
    ['a getter of a class', { a: new Holder() }],
    ['a symbol', { [Symbol('a')]: { b: 'hunter2hunter2' } }],
    ['a map', { a: new Map([['k', new Set(['hunter2hunter2'])]]) }],
    ['bytes', { a: Buffer.from('hunter2hunter2') }],
    ['a wrapped secret', { a: new Secret('hunter2hunter2') }],
    ['a property of a function', { a: Object.assign(() => 1, { b: 'hunter2hunter2' }) }],
    ['a key that can be exported', { a: createSecretKey(Buffer.alloc(32, 1)) }],
  ];
  test.each(places)('finds what is in %s', (_title, root) => {
    expect(walkFor(root, ['hunter2hunter2']).found).toHaveLength(1);
  });

  test('can not see what a function has closed over, and nobody who only holds the function can', () => {
    const secret = 'hunter2hunter2';
    const walked = walkFor({ a: () => secret.length }, ['hunter2hunter2']);
    expect(walked.found).toEqual([]);
    expect(walked.closures).toBeGreaterThan(0);
  });
});
