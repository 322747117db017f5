import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';

/** Whether this machine can run a Redis of our own, to be stopped and killed. */
export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;

export interface RedisProcess {
  readonly url: string;
  start(...more: string[]): Promise<void>;
  kill(): Promise<void>;
  /** Alive, holding its connections, answering nothing. */
  freeze(): void;
  thaw(): void;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A Redis that is started, frozen and killed by the test, always on the same port. */
export async function redisProcess(): Promise<RedisProcess> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    start: async (...more) => {
      const options = [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
        '--dir',
        tmpdir(),
      ];
      child = spawn('redis-server', [...options, ...more], { stdio: ['ignore', 'pipe', 'ignore'] });
      const { stdout } = child;
      if (stdout === null) throw new Error('the server has no output');
      let seen = '';
      for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
        seen += String(chunk);
        if (seen.includes('Ready to accept connections')) break;
      }
      stdout.resume();
    },
    kill: async () => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await gone;
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  };
}
