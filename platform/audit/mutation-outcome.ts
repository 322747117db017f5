import { GraphQLError } from 'graphql';
import { validate as isUuid } from 'uuid';
import { parseNodeId } from '../ids/node-id.ts';
import type { JsonValue } from '../records/json.ts';
import { isPublicCode, type PublicErrorCode } from '../server/public-errors.ts';
import type { Act, AuditDetail } from './audit-entry.ts';

/** Codes that tell the caller of trouble on our side. */
const OUR_TROUBLE: ReadonlySet<unknown> = new Set<PublicErrorCode>([
  'DEADLINE_EXCEEDED',
  'SERVICE_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'SUBGRAPH_UNAVAILABLE',
]);

/** What of an error's extensions is kept: names of arguments and scopes, which are the schema's own. */
const KEPT = ['code', 'argument', 'requiredScope'] as const;

/** What a mutation that threw has come to. The error's message stays out: it may hold what the caller sent. */
export function outcomeOfError(error: unknown): Pick<Act, 'outcome' | 'detail'> {
  const extensions = error instanceof GraphQLError ? error.extensions : {};
  const { code } = extensions;
  if (!isPublicCode(code)) return { outcome: 'FAILED', detail: null };
  const kept = KEPT.flatMap((name) => (typeof extensions[name] === 'string' ? [[name, extensions[name]]] : []));
  return {
    outcome: OUR_TROUBLE.has(code) ? 'FAILED' : 'REFUSED',
    detail: Object.fromEntries(kept) as AuditDetail,
  };
}

function faultOf(error: unknown): JsonValue {
  const { path, code, vendorCode } = Object(error) as Record<string, unknown>;
  return {
    path: String(path),
    code: String(code),
    ...(typeof vendorCode === 'string' ? { vendorCode } : {}),
  };
}

/** What a mutation that answered has come to: its payload's errors, by place and code, never by value. */
export function outcomeOfValue(value: unknown): Pick<Act, 'outcome' | 'detail'> {
  const errors = value !== null && typeof value === 'object' && 'errors' in value ? value.errors : null;
  if (!Array.isArray(errors) || errors.length === 0) return { outcome: 'DONE', detail: null };
  return { outcome: 'REFUSED', detail: { errors: errors.map(faultOf) } };
}

/** The node that a mutation is about: its argument `id`, when that is the id of a row; other texts say anything. */
export function targetOf(args: Readonly<Record<string, unknown>>): string | null {
  const { id } = args;
  return typeof id === 'string' && isUuid(parseNodeId(id)?.key) ? id : null;
}
