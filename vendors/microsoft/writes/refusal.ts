import type { JsonValue } from '../../../platform/records/json.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import type { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { ownPathOf } from './content/wire-paths.ts';

interface Level {
  readonly code: string | null;
  readonly target: string | null;
}

/**
 * What Microsoft complains of, in terms of the deal: the innermost `target` that names a member, and the most detailed
 * code, as the documents advise [PR20 error-codes.md]. Its message is for developers and may hold anything: it is not
 * repeated.
 */
export function complaintsOf(failure: VendorError, body: JsonValue | null): VendorFieldError[] {
  const levels = levelsOf(body);
  const wire = levels.map(({ target }) => pointerOf(target)).findLast((pointer) => pointer !== null) ?? null;
  const path = wire === null ? '' : (ownPathOf(wire) ?? wire);
  const vendorCode = levels.findLast(({ code }) => code !== null)?.code ?? failure.vendorCode ?? null;
  const told = vendorCode === null ? '' : `: ${vendorCode}`;
  const what = wire === null ? 'the deal' : 'this value';
  return [
    {
      path,
      code: failure.httpStatus === 404 ? 'NOT_FOUND' : 'REFUSED_BY_VENDOR',
      message: `Microsoft refused ${what} (HTTP ${failure.httpStatus ?? 'none'}${told})`,
      vendorCode,
      editable: true,
    },
  ];
}

/** The error and what it holds inside, outermost first. */
function levelsOf(body: JsonValue | null): Level[] {
  const levels: Level[] = [];
  let level = memberOf(body, 'error');
  for (let depth = 0; level !== undefined && depth < 10; depth += 1) {
    levels.push({ code: codeOf(memberOf(level, 'code')), target: textOf(memberOf(level, 'target')) });
    level = memberOf(level, 'innerError') ?? memberOf(level, 'innererror');
  }
  return levels;
}

/**
 * A target as a JSON Pointer into the referral; null for the whole. How it is written is not documented: a pointer, a
 * path with dots or brackets, with `referral` before it or not.
 */
function pointerOf(target: string | null): string | null {
  const parts = (target ?? '').split(/[/.[\]]+/).filter((part) => part !== '' && part !== '$');
  const inner = /^referral$/i.test(parts[0] ?? '') ? parts.slice(1) : parts;
  const isPath = inner.length > 0 && inner.every((part) => /^[\w-]{1,64}$/.test(part));
  return isPath ? `/${inner.join('/')}` : null;
}

function memberOf(value: JsonValue | undefined | null, member: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value[member] ?? undefined;
}

function codeOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : null;
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
