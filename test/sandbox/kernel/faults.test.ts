import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startToy, type ToySandbox } from '../support/toy-sandbox.ts';

describe('faults', () => {
  let toy: ToySandbox;
  beforeAll(async () => {
    toy = await startToy();
  });
  afterEach(async () => {
    await toy.control('DELETE', 'faults');
    await toy.control('DELETE', 'calls');
    toy.toy.things.length = 0;
  });
  afterAll(() => toy.sandbox.close());

  test('a status is answered in the words of the vendor, with Retry-After, and nothing is done', async () => {
    await toy.control('PUT', 'faults', { status: 503, retryAfter: 7 });
    const response = await toy.create('a');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await response.text()).toBe('toy says 503');
    expect(toy.toy.things).toEqual([]);
  });

  test('a truncated answer ends in the middle of its body although more was promised', async () => {
    await toy.control('PUT', 'faults', { truncate: true });
    const response = await toy.create('a');
    const promised = Number(response.headers.get('content-length'));
    expect(promised).toBe(JSON.stringify({ made: 'a' }).length);
    await expect(response.text()).rejects.toThrow();
    expect(toy.toy.things).toEqual(['a']);
  });

  test('a hanging request gets no answer until its client gives up, and nothing is done', async () => {
    await toy.control('PUT', 'faults', { hang: true });
    const patience = new AbortController();
    const hanging = fetch(`${toy.sandbox.origin}/toy/things`, { method: 'POST', body: 'a', signal: patience.signal });
    const first = await Promise.race([hanging.then(() => 'answered'), countedCall().then(() => 'waiting')]);
    expect(first).toBe('waiting');
    patience.abort();
    await expect(hanging).rejects.toThrow();
    expect(toy.toy.things).toEqual([]);

    async function countedCall(): Promise<void> {
      let total: unknown = 0;
      while (total !== 1) total = (await toy.control('GET', 'calls')).body['total'];
    }
  });

  test('a reset breaks the connection, and nothing is done', async () => {
    await toy.control('PUT', 'faults', { reset: true });
    const error: unknown = await toy.create('a').catch((thrown: unknown) => thrown);
    expect((error as { cause?: { code?: string } }).cause?.code).toBe('ECONNRESET');
    expect(toy.toy.things).toEqual([]);
  });

  test('latency delays an answer and changes nothing else', async () => {
    await toy.control('PUT', 'faults', { latencyMs: 5 });
    const response = await toy.create('a');
    expect([response.status, toy.toy.things]).toEqual([201, ['a']]);
  });

  test.each([
    [{ as: 'status' }, 500],
    [{ as: 'status', status: 502 }, 502],
  ])('a write is done and then answered with an error: %j', async (commitThenFail, status) => {
    await toy.control('PUT', 'faults', { commitThenFail });
    const response = await toy.create('a');
    expect([response.status, toy.toy.things]).toEqual([status, ['a']]);
  });

  test('a write is done and then its connection breaks', async () => {
    await toy.control('PUT', 'faults', { commitThenFail: { as: 'reset' } });
    await expect(toy.create('a')).rejects.toThrow();
    expect(toy.toy.things).toEqual(['a']);
  });

  test('a write is done and then its answer is cut', async () => {
    await toy.control('PUT', 'faults', { commitThenFail: { as: 'truncate' } });
    const response = await toy.create('a');
    await expect(response.text()).rejects.toThrow();
    expect(toy.toy.things).toEqual(['a']);
  });

  test('a read and a refused write are answered as they are while writes are to fail after the commit', async () => {
    await toy.control('PUT', 'faults', { commitThenFail: { as: 'reset' } });
    const read = await toy.list();
    const refused = await toy.create('');
    expect([read.status, refused.status]).toEqual([200, 400]);
  });

  test('faults hit only the operations that are named', async () => {
    await toy.control('PUT', 'faults', { status: 500, operations: ['things.create'] });
    const [read, write] = [await toy.list(), await toy.create('a')];
    expect([read.status, write.status]).toEqual([200, 500]);
  });

  test('the stand-in is told to repeat pages', async () => {
    await toy.control('PUT', 'faults', { duplicatePages: true });
    const response = await toy.list();
    expect(await response.json()).toEqual({ things: [], duplicatePages: true });
  });

  test('tokens expire once, when the fault is put', async () => {
    const before = toy.toy.expirations();
    await toy.control('PUT', 'faults', { expireTokens: true });
    await toy.list();
    expect(toy.toy.expirations()).toBe(before + 1);
  });

  test('with a probability some requests are hit, the same ones in every run', async () => {
    const run = async (): Promise<number[]> => {
      await toy.control('PUT', 'faults', { status: 500, probability: 0.5 });
      const statuses: number[] = [];
      for (let n = 0; n < 20; n += 1) statuses.push((await toy.list()).status);
      return statuses;
    };
    const [first, second] = [await run(), await run()];
    expect(new Set(first)).toEqual(new Set([200, 500]));
    expect(second).toEqual(first);
  });

  test('removed faults hit nothing any more', async () => {
    await toy.control('PUT', 'faults', { status: 500 });
    await toy.control('DELETE', 'faults');
    const response = await toy.list();
    expect(response.status).toBe(200);
  });
});
