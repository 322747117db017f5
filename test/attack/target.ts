import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importPKCS8 } from 'jose';
import { openDemoIssuer, type DemoIssuer } from '../../demo/issuer.ts';
import { loadIssuerKey } from '../../demo/issuer-key.ts';
import { DEMO_PROFILES, type DemoProfileName } from '../../demo/profiles.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { eraseEmbeddedPostgres } from '../../platform/postgres-server/erase.ts';
import { startProgram, type StartedProgram } from '../e2e/start/started-program.ts';

/** What came back, whatever it was sent over. */
export interface AttackAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The program of `npm start` under attack, and what an attacker may know of it. */
export interface Target {
  readonly url: string;
  readonly pid: number;
  readonly folder: string;
  readonly issuer: DemoIssuer;
  /** The issuer's own key, as text and for RS256: for tokens that are right but for one thing. */
  readonly pem: string;
  readonly key: Awaited<ReturnType<typeof importPKCS8>>;
  token(profile?: DemoProfileName): Promise<string>;
  /** Sends an operation as the administrator of a partner. */
  ask(query: string, variables?: unknown, profile?: DemoProfileName): Promise<AttackAnswer>;
  /** Sends a request with a good token, unless it brings another. */
  request(path: string, init: RequestInit): Promise<AttackAnswer>;
  /** Sends bytes as they are, and waits until the server ends the connection. */
  raw(bytes: string | Buffer): Promise<AttackAnswer>;
  /** How long the last answer took, from the first byte sent, in milliseconds. */
  lastMs(): number;
  /** Memory that the process holds, in bytes. */
  rss(): number;
  output(): string;
  /** Ends it and removes its folder. May be called again. */
  stop(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const CONTENT = { 'content-type': 'application/json' };
/** A server that neither answers nor hangs up within this time has failed. */
const RAW_PATIENCE_MS = 20_000;

function readAnswer(bytes: string): AttackAnswer {
  const [head = '', ...rest] = bytes.split('\r\n\r\n');
  const [line = '', ...fields] = head.split('\r\n');
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(line.split(' ')[1] ?? 0), headers, text: rest.join('\r\n\r\n') };
}

function sendRaw(url: string, bytes: string | Buffer): Promise<AttackAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.setTimeout(RAW_PATIENCE_MS, () => socket.destroy(new Error('the server did not end the connection')));
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    // Reset by a server that would not read on: what it said before counts.
    socket.on('error', (error) => (received === '' ? reject(error) : resolve(readAnswer(received))));
    socket.on('close', () => resolve(readAnswer(received)));
    socket.write(bytes);
  });
}

/** One point more than by default, so that it shows whether the started gateway heeds its configuration. */
export const POINTS_PER_MINUTE = 600_001;

/** Starts the built program over a folder of its own, and waits until the demonstration's vendors have been read. */
export async function startTarget(): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), 'partnergraph-attack-'));
  const program: StartedProgram = await startProgram(folder, {
    PARTNERGRAPH_POINTS_PER_MINUTE: String(POINTS_PER_MINUTE),
  });
  const { url, pid } = program;
  const issuer = await openDemoIssuer({ folder, clock: systemClock });
  const pem = await loadIssuerKey(folder);
  const key = await importPKCS8(pem, 'RS256');
  const token = (profile: DemoProfileName = 'var-admin'): Promise<string> => issuer.issue(DEMO_PROFILES[profile]);

  let lastMs = 0;
  const request: Target['request'] = async (path, init) => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${await token()}`);
    const startedAt = performance.now();
    const response = await fetch(`${url}${path}`, { ...init, headers });
    const text = await response.text();
    lastMs = performance.now() - startedAt;
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers.entries()),
      text,
    };
  };
  let stopped: ReturnType<Target['stop']> | undefined;
  const stop: Target['stop'] = async () => {
    const ended = await program.end('SIGTERM');
    await eraseEmbeddedPostgres(folder);
    await rm(folder, { recursive: true, force: true });
    return ended;
  };
  return {
    url,
    pid,
    folder,
    issuer,
    pem,
    key,
    token,
    request,
    ask: async (query, variables = {}, profile = 'var-admin') =>
      request('/graphql', {
        method: 'POST',
        headers: { ...CONTENT, authorization: `Bearer ${await token(profile)}` },
        body: JSON.stringify({ query, variables }),
      }),
    raw: async (bytes) => {
      const startedAt = performance.now();
      const answer = await sendRaw(url, bytes);
      lastMs = performance.now() - startedAt;
      return answer;
    },
    lastMs: () => Math.round(lastMs),
    rss: () => Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)]).stdout.toString()) * 1_024,
    output: () => program.output(),
    stop: () => (stopped ??= stop()),
  };
}
