import { spawn, type SpawnOptions } from 'node:child_process';
import type { Account } from './account.ts';

const KEPT_OUTPUT = 8_000;
const DEFAULT_TIMEOUT_MS = 10_000;

export interface RunOptions {
  /** The account to run under; null is our own. */
  readonly as: Account | null;
  readonly input?: string;
  /** Milliseconds until it is killed; default 10,000. */
  readonly timeoutMs?: number;
}

export interface RunResult {
  /** Null when it could not start or was killed. */
  readonly code: number | null;
  /** The end of what it wrote on both streams, or why it could not start. */
  readonly output: string;
}

/**
 * What every child gets: nothing of our environment (it holds secrets), English messages, and `/` to stand in, because
 * the other account may not be able to enter our own working folder.
 */
export function childSettings(as: Account | null): SpawnOptions {
  return {
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    ...(as && { uid: as.uid, gid: as.gid }),
  };
}

/** Runs a program to its end. Never rejects: a program that can't start is a result too. */
export function runProgram(file: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { ...childSettings(options.as), stdio: 'pipe' });
    // Not the option of `spawn`: its timer goes on when the program could not be started.
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    let output = '';
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
    };
    const settle = (result: RunResult): void => {
      clearTimeout(timer);
      resolve(result);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => settle({ code: null, output: error.message }));
    child.on('close', (code) => settle({ code, output }));
    // It may end without reading what it was given.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
  });
}
