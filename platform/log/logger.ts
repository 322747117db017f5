import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { redactText } from '../http/redact.ts';
import type { LogLevel } from './levels.ts';
import { redactLine } from './redact-line.ts';
import { SECRET_FIELD_PATHS } from './secret-fields.ts';
import { serializeError } from './serialize-error.ts';

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Where the lines go; standard output when absent. */
  readonly destination?: DestinationStream;
}

/**
 * Makes the process's logger: one line of JSON an event, time in ISO 8601 UTC, level by name, neither host nor process.
 *
 * Three nets hold secrets back: known field names are blanked, errors are reduced to what `serializeError` names, and
 * the finished line is searched once more. Stacks appear only at level debug or trace.
 */
export function createLogger(options: LoggerOptions): Logger {
  const withStack = options.level === 'debug' || options.level === 'trace';
  const serializer = (error: unknown): unknown => serializeError(error, { withStack });
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: [...SECRET_FIELD_PATHS], censor: '[redacted]' },
      serializers: { err: serializer, error: serializer, cause: serializer, reason: serializer },
      hooks: {
        // A bare error would have its raw message copied into the line.
        logMethod(args, method) {
          const [first] = args as unknown[];
          if (args.length === 1 && first instanceof Error)
            method.apply(this, [{ err: first }, redactText(first.message)]);
          else method.apply(this, args);
        },
        streamWrite: redactLine,
      },
    },
    options.destination ?? pino.destination(1),
  );
}
