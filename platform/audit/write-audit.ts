import { v7 as uuidV7 } from 'uuid';
import type { ControlledTransaction } from 'kysely';
import type { Tables } from '../db/tables.ts';
import { entryBy, type Act, type AuditEntry } from './audit-entry.ts';
import { boundDetail } from './bound-detail.ts';
import { currentTrail } from './mutation-trail.ts';

/**
 * Writes an entry inside the transaction of what it speaks of, so that the two are committed together or not at all.
 *
 * To be called last in the transaction: from here to the commit, others who write for the same tenant wait. A statement
 * writes one entry.
 * @throws whatever the database says: then the effect is rolled back too
 */
export async function writeAudit(trx: ControlledTransaction<Tables>, entry: AuditEntry): Promise<void> {
  const detail = boundDetail(entry.detail);
  await trx
    .insertInto('audit')
    .values({
      id: uuidV7(),
      partner_id: entry.partnerId,
      actor: entry.actor,
      actor_partner: entry.actorPartner,
      action: entry.action,
      target: entry.target,
      outcome: entry.outcome,
      detail: detail === null ? null : JSON.stringify(detail),
    })
    .execute();
  currentTrail()?.written.add(trx);
}

/**
 * Writes the entry of the mutation that is under way, inside the transaction of its effect; its name and its caller are
 * known. Nothing outside of a mutation: what nobody asked for has no actor.
 * @param act what is known beyond the mutation's name
 */
export async function auditEffect(trx: ControlledTransaction<Tables>, act: Omit<Act, 'action'>): Promise<void> {
  const trail = currentTrail();
  if (!trail) return;
  await writeAudit(trx, entryBy(trail.viewer, { ...act, action: trail.action }));
}
