import type { Logger } from 'pino';
import type { LogLevel } from '../../../platform/log/levels.ts';
import { createLogger } from '../../../platform/log/logger.ts';

/** A real logger whose lines are kept for reading. */
export function capturingLogger(level: LogLevel): { log: Logger; lines: string[]; records: () => LogRecord[] } {
  const lines: string[] = [];
  const log = createLogger({ level, destination: { write: (line) => void lines.push(line) } });
  return { log, lines, records: () => lines.map((line) => JSON.parse(line) as LogRecord) };
}

export type LogRecord = Readonly<Record<string, unknown>> & { readonly msg: string; readonly level: string };
