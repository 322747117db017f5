import type { Logger } from 'pino';
import { createLogger } from '../../../platform/log/logger.ts';

export interface CapturedLog {
  readonly log: Logger;
  /** Every line so far, as it was written. */
  readonly lines: string[];
  /** Lines of a request, read back. */
  ofRequest(id: string): Record<string, unknown>[];
}

/** A real logger whose lines are kept. */
export function captureLog(): CapturedLog {
  const lines: string[] = [];
  const log = createLogger({ level: 'debug', destination: { write: (line: string) => void lines.push(line) } });
  return {
    log,
    lines,
    ofRequest: (id) =>
      lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['requestId'] === id),
  };
}
