import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';

/** The program that `npm start` runs, as a process of its own. */
export interface StartedProgram {
  readonly pid: number;
  readonly url: string;
  /** Everything it printed. */
  output(): string;
  /** Ends it and tells how it ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const READY = /^Ready\.$/m;

function environment(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    PORT: '0',
    PARTNERGRAPH_DATA_DIR: folder,
    SANDBOX_DEALS_PER_PARTNER: '5',
    SANDBOX_RATE_FACTOR: '1000',
    PARTNERGRAPH_QUOTA_OVERRIDES: JSON.stringify({
      aws: { 'selling-read': { limit: 1000, periodMs: 1000 } },
      microsoft: { insights: { limit: 1000, periodMs: 1000 } },
    }),
  };
}

function exitOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
}

/**
 * Starts the built program over a data folder and waits until it says that it is ready.
 * @param settings further variables of its configuration
 */
export async function startProgram(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<StartedProgram> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/demo/main.js')], {
    env: { ...environment(folder), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = exitOf(child);
  await new Promise<void>((resolve, reject) => {
    const onData = (data: Buffer): void => {
      output += data.toString('utf8');
      if (READY.test(output)) resolve();
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    void exited.then(({ code }) => reject(new Error(`it ended with ${code} before it was ready:\n${output}`)));
  });
  const url = /listens on (http:\/\/[^/]+)\/graphql/.exec(output)?.[1];
  if (!url || child.pid === undefined) throw new Error(`it did not tell where it listens:\n${output}`);
  return {
    pid: child.pid,
    url,
    output: () => output,
    end: async (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}

/** What `npm run token -- <profile>` prints. */
export async function printToken(folder: string, profile: string): Promise<{ stdout: string; code: number | null }> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/demo/token.js'), profile], {
    env: environment(folder),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString('utf8')));
  const { code } = await exitOf(child);
  return { stdout: stdout.trim(), code };
}
