import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AWS_FACTS } from '../../../../vendors/aws/facts.ts';
import { OPERATIONS } from '../../../../vendors/aws/writes/calls/operations.ts';
import { startWriteBench, type Desk, type WriteBench } from './support/desk.ts';
import { intentOf } from './support/intents.ts';
import { World } from './support/world.ts';

let bench: WriteBench;
let world: World;
beforeEach(async () => {
  bench = await startWriteBench();
  world = new World(bench);
});
afterEach(async () => {
  world.close();
  await bench.close();
});

const submitting = async (): Promise<Desk> => bench.desk(intentOf('SUBMIT_DEAL', { content: await world.content() }));

describe('a call that AWS does not do now', () => {
  test('for being called too often is throttled: one request, and everybody pauses', async () => {
    const desk = await submitting();
    const call = await desk.next();
    await bench.fault({ status: 429 });
    expect(await desk.send(call)).toMatchObject({
      kind: 'not_applied',
      cause: 'throttled',
      httpStatus: 429,
      vendorCode: 'ThrottlingException',
      requestId: expect.any(String),
    });
    expect(bench.gate.pauses).toEqual([['selling-write', 1_000]]);
    expect((await bench.calls())['CreateOpportunity']).toBe(1);
  });

  test('for the rate of a second it documents is throttled too', async () => {
    const strict = await startWriteBench({ rateFactor: 1 });
    const there = new World(strict);
    try {
      const content = await there.content();
      const desks = [1, 2].map(() => strict.desk(intentOf('SUBMIT_DEAL', { content })));
      const calls = [];
      for (const desk of desks) calls.push(await desk.next());
      const outcomes = [];
      for (const [at, desk] of desks.entries()) outcomes.push(await desk.send(calls[at]!));
      expect(outcomes).toMatchObject([{ kind: 'applied' }, { kind: 'not_applied', cause: 'throttled' }]);
    } finally {
      there.close();
      await strict.close();
    }
  });

  test('for an allowance that is used up says so', async () => {
    const desk = await submitting();
    const call = await desk.next();
    await bench.fault({ status: 402 });
    expect(await desk.send(call)).toMatchObject({ kind: 'not_applied', cause: 'quota', httpStatus: 402 });
  });

  test('for keys it does not take waits for a person, also when it is read', async () => {
    const desk = await submitting();
    const call = await desk.next();
    const { accessKeyId, ...rest } = bench.credentials();
    const session = bench.session({ ...rest, accessKeyId: accessKeyId.replace(/.$/, '0') });
    const { signal } = new AbortController();
    expect(await session.send(desk.intent, call, signal)).toMatchObject({ kind: 'not_applied', cause: 'auth' });
    const later = { remoteId: 'O1000001' };
    await expect(session.plan(desk.intent, later, signal)).rejects.toMatchObject({ kind: 'auth_expired' });
    await session.close();
    expect(await bench.made('opportunity')).toEqual([]);
  });

  test('for not being there was not sent', async () => {
    const desk = await submitting();
    const call = await desk.next();
    const session = bench.session();
    await bench.close();
    expect(await session.send(desk.intent, call, new AbortController().signal)).toMatchObject({
      kind: 'not_applied',
      cause: 'unreachable',
      httpStatus: null,
    });
    await session.close();
  });
});

describe('a call that AWS refuses', () => {
  test('tells each field by our name, with the code of AWS, and nothing of what AWS wrote', async () => {
    const content = await world.content();
    const customer = { ...content.customer, postalCode: '1', website: 'a.b' };
    const desk = bench.desk(intentOf('SUBMIT_DEAL', { content: { ...content, customer } }));
    const outcome = await desk.send(await desk.next());
    expect(outcome).toMatchObject({
      kind: 'refused',
      errors: [
        {
          path: '/customer/website',
          code: expect.any(String),
          vendorCode: expect.any(String),
          editable: true,
          message: expect.stringMatching(/^Customer website: AWS /),
        },
      ],
      vendorCode: 'ValidationException',
    });
  });

  test('for a record it does not know blames no field', async () => {
    const desk = bench.desk(intentOf('UPDATE_DEAL', { remoteId: 'O1', patch: {} }));
    const request = { operation: 'AssociateOpportunity', body: JSON.stringify(ASSOCIATION) };
    const call = { step: 'associate', request, token: crypto.randomUUID(), firstSentAt: new Date() };
    expect(await desk.send(call)).toMatchObject({
      kind: 'refused',
      errors: [{ path: '', code: 'REFUSED_BY_VENDOR', vendorCode: 'ResourceNotFoundException' }],
    });
  });

  const ASSOCIATION = {
    Catalog: 'AWS',
    OpportunityIdentifier: 'O999999999',
    RelatedEntityType: 'Solutions',
    RelatedEntityIdentifier: 'S-1',
  };
});

describe('a client token', () => {
  test('that AWS has with another body is nothing to try again: nobody knows, and a person must look', async () => {
    const desk = await submitting();
    const call = await desk.next();
    await desk.send(call);
    const { operation, body } = call.request as { operation: string; body: string };
    const other = { ...call, request: { operation, body: body.replace('Plant data lake', 'Another lake') } };
    expect(await desk.send(other)).toMatchObject({
      kind: 'unknown',
      vendorCode: 'ConflictException',
      httpStatus: 409,
      message: expect.stringContaining('a person must look'),
    });
    expect(await bench.made('opportunity')).toHaveLength(1);
  });

  test('with the same body has one effect, and the same answer', async () => {
    const desk = await submitting();
    const call = await desk.next();
    const first = await desk.send(call);
    expect(await desk.send(call)).toMatchObject({ kind: 'applied', progress: { remoteId: desk.progress['remoteId'] } });
    expect(first.kind).toBe('applied');
    expect(await bench.made('opportunity')).toHaveLength(1);
  });
});

describe('the budget of calls', () => {
  test('of a write is named with the plan, taken by whoever sends it, and never by the sending', async () => {
    const desk = await submitting();
    const plan = await desk.plan();
    expect(plan).toMatchObject({ kind: 'call', call: { buckets: ['selling-write', 'selling-write-daily'] } });
    const call = await desk.next();
    bench.gate.taken.length = 0;
    await desk.send(call);
    expect(bench.gate.taken).toEqual([]);
  });

  test('of every operation is one of the facts', () => {
    for (const { buckets } of Object.values(OPERATIONS)) {
      expect(buckets.filter((bucket) => !(bucket in AWS_FACTS.quotas))).toEqual([]);
    }
  });
});

describe('a call that is given up', () => {
  test('by whoever asked for it ends with the reason', async () => {
    const desk = await submitting();
    const call = await desk.next();
    await bench.fault({ hang: true });
    const session = bench.session();
    const controller = new AbortController();
    const sending = session.send(desk.intent, call, controller.signal);
    controller.abort(new Error('stopping'));
    await expect(sending).rejects.toThrow('stopping');
    await session.close();
  });
});
