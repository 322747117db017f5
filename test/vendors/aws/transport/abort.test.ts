import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from '../../../../platform/clock/clock.ts';
import type { QuotaGate } from '../../../../platform/quota/quota-gate.ts';
import { openSession } from '../../../../vendors/aws/session.ts';
import { AWS_LIMITS } from '../../../../vendors/aws/transport/limits.ts';
import { opportunity, opportunityRow } from '../support/selling-json.ts';
import {
  failureOf,
  HastyClock,
  open,
  OpenGate,
  pullAll,
  sessionDeps,
  wholeRequest,
  type OpenedSession,
} from '../support/session.ts';
import { startWireServer, wireError, type WireServer } from '../support/wire-server.ts';

const REASON = new Error('the worker stops');

let server: WireServer;
let opened: OpenedSession;

beforeEach(async () => {
  server = await startWireServer();
  opened = open(server);
});

afterEach(async () => {
  await opened.session.close();
  await server.close();
});

test.each(['silent', 'stall'] as const)(
  'a pull that is aborted while AWS is %s ends with the reason given',
  async (fault) => {
    const controller = new AbortController();
    server.on('ListPartners', () => {
      setTimeout(() => controller.abort(REASON), 20);
      return { body: { PartnerSummaryList: [], NextToken: null }, fault };
    });
    expect(await failureOf(pullAll(opened.session, 'partner-profile', { signal: controller.signal }))).toBe(REASON);
    expect(server.countOf('ListPartners')).toBe(1);
  },
);

test('a pull that is aborted between pages asks for no further page', async () => {
  const controller = new AbortController();
  server.on('ListPartners', () => ({ body: { PartnerSummaryList: [], NextToken: 'second' } }));
  const pulled = opened.session.pull('partner-profile', wholeRequest({ signal: controller.signal }));
  const pages = pulled[Symbol.asyncIterator]();
  await pages.next();
  controller.abort(REASON);
  expect(await failureOf(pages.next())).toBe(REASON);
  expect(server.countOf('ListPartners')).toBe(1);
});

test('a pull that was aborted before it began makes no call', async () => {
  const signal = AbortSignal.abort(REASON);
  expect(await failureOf(pullAll(opened.session, 'opportunities', { signal }))).toBe(REASON);
  expect(server.requests).toEqual([]);
});

test('a pull that is aborted while it waits to try again ends with the reason given', async () => {
  const controller = new AbortController();
  const clock = { ...systemClock, sleep: (_: number, signal?: AbortSignal) => systemClock.sleep(60_000, signal) };
  const session = openSession(sessionDeps(server.url, new OpenGate(), clock), AWS_LIMITS);
  server.on('ListPartners', () => {
    setTimeout(() => controller.abort(REASON), 20);
    return wireError(500, 'InternalServerException');
  });
  expect(await failureOf(pullAll(session, 'partner-profile', { signal: controller.signal }))).toBe(REASON);
  await session.close();
});

test('the first failing detail of a page ends the run, and no further detail is begun', async () => {
  const rows = Array.from({ length: 40 }, (_, n) => opportunityRow(`O${n}`));
  server.on('ListOpportunities', () => ({ body: { OpportunitySummaries: rows, NextToken: null } }));
  server.on('GetOpportunity', () => wireError(403, 'ExpiredTokenException'));
  expect(await failureOf(pullAll(opened.session, 'opportunities'))).toMatchObject({ kind: 'auth_expired' });
  expect(server.countOf('GetOpportunity')).toBeLessThanOrEqual(4);
});

test('no more than four details are asked for at the same time', async () => {
  let under = 0;
  let most = 0;
  const gate: QuotaGate = {
    take: async (_, signal) => {
      under += 1;
      most = Math.max(most, under);
      await systemClock.sleep(2, signal);
      under -= 1;
    },
    pause: async () => {},
  };
  const session = openSession(sessionDeps(server.url, gate, new HastyClock()), AWS_LIMITS);
  const rows = Array.from({ length: 12 }, (_, n) => opportunityRow(`O${n}`));
  server.on('ListOpportunities', () => ({ body: { OpportunitySummaries: rows, NextToken: null } }));
  server.on('GetOpportunity', ({ input }) => ({ body: opportunity(String(input['Identifier'])) }));
  server.on('GetAwsOpportunitySummary', () => wireError(404, 'ResourceNotFoundException'));
  server.on('ListEngagementResourceAssociations', () => wireError(400, 'UnknownOperationException'));
  const { records } = await pullAll(session, 'opportunities');
  await session.close();
  expect(records.map(({ record }) => record.remoteId)).toEqual(rows.map((_, n) => `O${n}`));
  expect(most).toBe(4);
});
