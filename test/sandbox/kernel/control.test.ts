import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startToy, type ToySandbox } from '../support/toy-sandbox.ts';

describe('the control door', () => {
  let toy: ToySandbox;
  beforeAll(async () => {
    toy = await startToy();
  });
  afterAll(() => toy.sandbox.close());

  test('counts calls by operation, and those that ask for none', async () => {
    await toy.control('DELETE', 'calls');
    await toy.list();
    await toy.list();
    await toy.create('a');
    await fetch(`${toy.sandbox.origin}/toy/nowhere`);
    const { body } = await toy.control('GET', 'calls');
    expect(body).toEqual({ calls: { 'things.create': 1, 'things.list': 2 }, unmatched: 1, total: 4 });
  });

  test('counts calls that a fault hit as well', async () => {
    await toy.control('DELETE', 'calls');
    await toy.control('PUT', 'faults', { status: 500 });
    await toy.list();
    await toy.control('DELETE', 'faults');
    const { body } = await toy.control('GET', 'calls');
    expect(body['calls']).toEqual({ 'things.list': 1 });
  });

  test('lists what was created since the last reset, and a reset begins the list and the counts anew', async () => {
    await toy.create('before');
    const reset = await toy.control('DELETE', 'calls');
    await toy.create('after');
    const { body } = await toy.control('GET', 'records');
    expect(reset.body).toEqual({ calls: {}, unmatched: 0, total: 0 });
    expect((body['records'] as Array<{ id: string }>).map(({ id }) => id)).toEqual(['after']);
  });

  test('changes a record and answers with it; a wrong change is told why', async () => {
    const right = await toy.control('POST', 'records', { some: 'change' });
    const wrong = await toy.control('POST', 'records', 'wrong');
    expect(right).toEqual({ status: 200, body: { record: { some: 'change' } } });
    expect(wrong).toEqual({ status: 400, body: { error: 'input: expected anything but wrong' } });
  });

  test('tells which faults are on', async () => {
    await toy.control('PUT', 'faults', { latencyMs: 1 });
    const on = await toy.control('GET', 'faults');
    await toy.control('DELETE', 'faults');
    const off = await toy.control('GET', 'faults');
    expect([on.body, off.body]).toEqual([{ faults: { latencyMs: 1 } }, { faults: null }]);
  });

  test.each([
    [{ lag: 3 }, 'lag: unknown member'],
    [{ latencyMs: '3' }, 'latencyMs: expected a whole number'],
    [{ latencyMs: -1 }, 'latencyMs: expected a whole number'],
    [{ status: 200 }, 'status: expected a whole number from 400 to 599'],
    [{ retryAfter: 3 }, 'retryAfter: needs a status'],
    [{ truncate: 'yes' }, 'truncate: expected true or false'],
    [{ hang: true, reset: true }, 'hang, reset: only one of them can be on'],
    [{ status: 500, commitThenFail: { as: 'reset' } }, 'status, commitThenFail: only one'],
    [{ probability: 1.5 }, 'probability: expected a number from 0 to 1'],
    [{ operations: [] }, 'operations: expected a list'],
    [{ operations: [1] }, 'operations: expected a list'],
    [{ commitThenFail: {} }, 'commitThenFail.as: expected one of'],
    [{ commitThenFail: { as: 'explode' } }, 'commitThenFail.as: expected one of'],
    [{ commitThenFail: { as: 'hang', status: 500 } }, 'commitThenFail.as: expected status'],
    [{ commitThenFail: { as: 'hang', how: 1 } }, 'commitThenFail.how: unknown member'],
    [[], 'faults: expected an object'],
    [{ __proto__: { status: 500 }, constructor: 1 }, 'constructor: unknown member'],
  ])('refuses faults %j', async (faults, message) => {
    const { status, body } = await toy.control('PUT', 'faults', faults);
    expect(status).toBe(400);
    expect(body['error']).toContain(message);
    expect((await toy.control('GET', 'faults')).body).toEqual({ faults: null });
  });

  test('a body that is no JSON, an unknown place and a wrong method are refused', async () => {
    const door = `${toy.sandbox.origin}/_control`;
    const broken = await fetch(`${door}/toy/faults`, { method: 'PUT', body: '{' });
    const place = await fetch(`${door}/toy/weather`);
    const method = await fetch(`${door}/toy/calls`, { method: 'POST' });
    const vendor = await fetch(`${door}/nobody/calls`);
    expect([broken.status, place.status, method.status, vendor.status]).toEqual([400, 404, 405, 404]);
    expect(method.headers.get('allow')).toBe('GET, DELETE');
  });
});
