import type { Logger } from 'pino';

/** The logger that the server and gateway libraries are given: what they call info is detail to us. */
export interface LibraryLogger {
  debug(message?: unknown): void;
  info(message?: unknown): void;
  warn(message?: unknown): void;
  error(message?: unknown): void;
}

/** Lets a library write to our log, through the same nets for secrets. */
export function createLibraryLogger(log: Logger): LibraryLogger {
  const write =
    (level: 'debug' | 'warn' | 'error') =>
    (message?: unknown): void => {
      if (message instanceof Error) log[level]({ err: message }, 'the GraphQL library reports an error');
      else log[level]({ detail: String(message) }, 'the GraphQL library reports');
    };
  return { debug: write('debug'), info: write('debug'), warn: write('warn'), error: write('error') };
}
