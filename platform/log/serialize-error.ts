import { types } from 'node:util';
import { redactSecrets, redactText } from '../http/redact.ts';
import { isVendorError } from '../vendor/vendor-error.ts';

/** An error as a log line holds it. */
export interface LoggedError {
  readonly name: string;
  /** Without secrets and addresses. */
  readonly message: string;
  readonly code?: string;
  readonly vendor?: Readonly<Record<string, string | number>>;
  readonly cause?: LoggedError;
  /** Frames only, and only where the logger was asked for them. */
  readonly stack?: string;
}

/** Causes followed: enough to reach the transport, too few for a chain that closes on itself to matter. */
const DEEPEST_CAUSE = 3;

function vendorFields(error: unknown): Readonly<Record<string, string | number>> | undefined {
  if (!isVendorError(error)) return undefined;
  const { vendor, kind, operation, httpStatus, vendorCode, requestId, retryAfterMs } = error;
  const fields = Object.entries({ vendor, kind, operation, httpStatus, vendorCode, requestId, retryAfterMs });
  return Object.fromEntries(fields.filter((field): field is [string, string | number] => field[1] !== undefined));
}

function framesOf(error: Error): string | undefined {
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return frames === undefined || frames.length === 0 ? undefined : redactSecrets(frames.join('\n'));
}

/** Also true for an error that was made in another context of the runtime. */
function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

function serialize(error: unknown, withStack: boolean, depth: number): LoggedError {
  if (!isError(error)) return { name: typeof error, message: redactText(String(error)) };
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : null;
  const vendor = vendorFields(error);
  const stack = withStack ? framesOf(error) : undefined;
  const hasCause = error.cause !== undefined && error.cause !== null && depth < DEEPEST_CAUSE;
  return {
    name: error.name,
    message: redactText(error.message),
    ...(code !== null && { code: String(code) }),
    ...(vendor !== undefined && { vendor }),
    ...(hasCause && { cause: serialize(error.cause, withStack, depth + 1) }),
    ...(stack !== undefined && { stack }),
  };
}

/**
 * What may be logged of anything that was thrown. Fields that other people hang on their errors (addresses, requests,
 * query parameters) are left behind: only what is named here is taken.
 */
export function serializeError(error: unknown, options: { readonly withStack: boolean }): LoggedError {
  return serialize(error, options.withStack, 0);
}
