import type { GraphContext } from '../graph/context.ts';
import { auditRefusal } from './audit-refusal.ts';
import { currentTrail } from './mutation-trail.ts';

/** The action of an entry for something that a caller asked to read without the scope for it. */
export const DENIED_READ = 'read';

const told = new WeakMap<object, Set<string>>();

/**
 * Writes that a read was denied for want of a scope: once a request and scope, however many fields want it. Inside a
 * mutation nothing: its own entry tells.
 */
export async function auditDenied(context: GraphContext, requiredScope: string): Promise<void> {
  if (currentTrail()) return;
  const scopes = told.get(context) ?? new Set();
  told.set(context, scopes);
  if (scopes.has(requiredScope)) return;
  scopes.add(requiredScope);
  await auditRefusal(context, { action: DENIED_READ, detail: { code: 'FORBIDDEN', requiredScope } });
}
