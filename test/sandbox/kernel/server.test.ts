import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { MAX_BODY_BYTES } from '../../../sandbox/kernel/body.ts';
import { startSandbox } from '../../../sandbox/kernel/server.ts';
import { startToy, type ToySandbox } from '../support/toy-sandbox.ts';
import { toyStandIn } from '../support/toy-stand-in.ts';

describe('the sandbox server', () => {
  const started: ToySandbox[] = [];
  const start = async (): Promise<ToySandbox> => {
    const toy = await startToy();
    started.push(toy);
    return toy;
  };
  afterEach(async () => {
    await Promise.all(started.splice(0).map(({ sandbox }) => sandbox.close()));
  });

  test('serves several vendors, each below its own name', async () => {
    const [one, two] = [toyStandIn('one'), toyStandIn('two')];
    const common = { port: 0, seed: 1, partners: 1, dealsPerPartner: 1, rateFactor: 1 };
    const sandbox = await startSandbox({ ...common, standIns: [one.make, two.make] });
    await fetch(`${sandbox.origin}/two/things`, { method: 'POST', body: 'a' });
    await sandbox.close();
    expect([one.toy.things, two.toy.things]).toEqual([[], ['a']]);
    expect(sandbox.standIns.map(({ vendor }) => vendor)).toEqual(['one', 'two']);
  });

  test('a path that belongs to no vendor is not found', async () => {
    const { sandbox } = await start();
    const statuses = await Promise.all(
      ['', '/', '/nobody/things', '/_control'].map(async (path) => (await fetch(sandbox.origin + path)).status),
    );
    expect(statuses).toEqual([404, 404, 404, 404]);
  });

  test('a body of more than 4 MiB is refused, one of exactly 4 MiB is read', async () => {
    const toy = await start();
    const most = await toy.create('x'.repeat(MAX_BODY_BYTES));
    const tooMuch = await toy.create('x'.repeat(MAX_BODY_BYTES + 1));
    expect([most.status, tooMuch.status, toy.toy.things.length]).toEqual([201, 413, 1]);
  });

  test('a stand-in that fails is answered 500 without a word of the error', async () => {
    const toy = await start();
    const response = await fetch(`${toy.sandbox.origin}/toy/broken`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('on purpose');
    expect(toy.errors).toHaveLength(1);
  });

  test('closes while requests hang, wait, or hold their connections open', async () => {
    const toy = await start();
    await toy.list();
    await toy.control('PUT', 'faults', { hang: true, operations: ['things.list'] });
    const hanging = toy.list().catch(() => 'broken');
    while ((await toy.control('GET', 'calls')).body['total'] !== 2);
    await toy.control('PUT', 'faults', { latencyMs: 600_000 });
    const waiting = toy.list().catch(() => 'broken');
    while ((await toy.control('GET', 'calls')).body['total'] !== 3);
    await toy.sandbox.close();
    expect(await Promise.all([hanging, waiting])).toEqual(['broken', 'broken']);
    await expect(toy.list()).rejects.toThrow();
  });

  test('a client that leaves in the middle of its request does no harm', async () => {
    const toy = await start();
    await new Promise<void>((resolve) => {
      const socket = connect(toy.sandbox.port, '127.0.0.1', () => {
        socket.write('POST /toy/things HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
        socket.end();
        socket.destroy();
        socket.once('close', () => resolve());
      });
    });
    const response = await toy.list();
    expect(response.status).toBe(200);
    expect([toy.toy.things, toy.errors]).toEqual([[], []]);
  });

  test('a port that is taken is told', async () => {
    const { sandbox } = await start();
    const common = { port: sandbox.port, seed: 1, partners: 1, dealsPerPartner: 1, rateFactor: 1, standIns: [] };
    await expect(startSandbox(common)).rejects.toThrow(/EADDRINUSE/u);
  });
});
