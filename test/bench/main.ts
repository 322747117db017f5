import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, parse } from 'graphql';
import { pino } from 'pino';
import { createMemoryCache } from '../../platform/cache/open-cache.ts';
import { forRequests } from '../../platform/cache/request-cache.ts';
import { createGraphContext } from '../../platform/graph/create-context.ts';
import { defineSubgraph } from '../../platform/graph/define-subgraph.ts';
import { startEmbeddedPostgres } from '../../platform/postgres-server/embedded-postgres.ts';
import { dealsModule } from '../../subgraphs/deals/index.ts';
import { keepingSolutions } from '../../subgraphs/programs/exams/kept-solutions.ts';
import { solveExams } from '../../subgraphs/programs/exams/solve.ts';
import { ring } from '../subgraphs/programs/exams/problems.ts';
import { openStartedHouse, post } from '../support/started-house.ts';
import { pairedRatio } from './paired.ts';

/*
 * Entry of `npm run bench`: what things cost beside each other, as ratios of pairs; absolute times say more of the machine
 * than of the project. Some tens of seconds.
 */
const ROUNDS = 60;

const folder = await mkdtemp(join(tmpdir(), 'partnergraph-bench-'));
const server = await startEmbeddedPostgres({ folder, durable: false });
process.env.TEST_DATABASE_URL = server.url;
const house = await openStartedHouse({ dealsPerPartner: 200 });
try {
  for (const vendor of ['aws', 'microsoft']) await house.sync(1, vendor);
  const token = await house.token('var-admin');
  const viewer = await house.verify(token);
  const url = `${house.gateway.url}/graphql`;
  const through = (query: string) => async (): Promise<void> => {
    const { errors } = await post(url, token, query);
    if (errors) throw new Error(JSON.stringify(errors));
  };

  const { schema } = await defineSubgraph(dealsModule);
  const log = pino({ level: 'silent' });
  const straight = (query: string) => {
    const document = parse(query);
    return async (): Promise<void> => {
      const context = createGraphContext(house.services, viewer, { id: 'bench', log });
      try {
        const { errors } = await execute({ schema, document, contextValue: context });
        if (errors) throw new Error(JSON.stringify(errors));
      } finally {
        await context.close();
      }
    };
  };

  const page = (first: number): string =>
    `{ deals(first: ${first}) { nodes { id name dealStatus closeOn value { amount currency } } } }`;
  const rich = `{ deals(first: 50) { nodes { id name pendingWrite { state } source { ageSeconds stale } membership { program { name } } } } }`;
  const counted = `{ deals(first: 25) { totalCount notices { code } nodes { id } } }`;
  const stats = `{ dealStats(groupBy: [VENDOR, STATUS], currency: "EUR") { count value { amount } keys { value } } }`;

  const compare = async (what: string, one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<void> => {
    const { ratio, low, high } = await pairedRatio(one, other, ROUNDS);
    console.log(`${ratio.toFixed(2).padStart(6)}x  (${low.toFixed(2)} to ${high.toFixed(2)})  ${what}`);
  };
  await compare('a page of 50 deals, beside a page of 1', through(page(50)), through(page(1)));
  await compare(
    '50 deals with state, source, membership and program, beside 50 plain ones',
    through(rich),
    through(page(50)),
  );
  await compare(
    'the gateway with its HTTP, beside the subgraph alone: 50 deals',
    through(page(50)),
    straight(page(50)),
  );
  await compare(
    '25 deals with their count and notices, beside 25 without',
    through(counted),
    through('{ deals(first: 25) { nodes { id } } }'),
  );
  await compare('statistics over 400 deals, beside a page of 25', through(stats), through(page(25)));

  const kept = keepingSolutions({ cache: forRequests(createMemoryCache()), tenant: viewer.partnerId });
  await compare(
    'the fewest exams for somebody, beside the same asked for again',
    () => solveExams([ring(3)]),
    () => solveExams([ring(3)], kept),
  );
} finally {
  await house.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
