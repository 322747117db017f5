import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { CapabilityArea } from '../../platform/records/vocabulary.ts';
import type { ShareLevel } from './types.ts';

/** A grant that the tenant is to give. */
export interface NewGrant {
  readonly grantorId: string;
  readonly granteeId: string;
  readonly vendors: readonly string[];
  readonly areas: readonly CapabilityArea[];
  readonly level: ShareLevel;
  readonly onBehalf: boolean;
  readonly expiresOn: string | null;
}

/** Most grants of one partner to another that count at once: all that the other one reads is weighed by each of them. */
export const MOST_LIVE_GRANTS = 100;

async function hasRoom(trx: WriteTransaction, { grantorId, granteeId }: NewGrant): Promise<boolean> {
  const { rows } = await sql`
    select from access_grant
    where grantor_id = ${grantorId} and grantee_id = ${granteeId} and revoked_at is null
      and (expires_on is null or expires_on >= app_today())
    limit ${MOST_LIVE_GRANTS}`.execute(trx);
  return rows.length < MOST_LIVE_GRANTS;
}

/**
 * Gives a grant, or finds the one that is the same and not revoked: so that asking twice leaves one to revoke.
 * @returns its id; null when the grantee has as many of the grantor as one may have
 */
export async function storeGrant(trx: WriteTransaction, grant: NewGrant, now: Date): Promise<string | null> {
  const { grantorId, granteeId, vendors, areas, level, onBehalf, expiresOn } = grant;
  // Grants of one partner take turns, or two at the same moment would not see each other.
  await sql`select from partner where id = ${grantorId} for update`.execute(trx);
  const same = await sql<{ id: string }>`
    select id from access_grant
    where grantor_id = ${grantorId} and grantee_id = ${granteeId} and revoked_at is null
      and vendors @> ${vendors}::text[] and vendors <@ ${vendors}::text[]
      and areas @> ${areas}::text[] and areas <@ ${areas}::text[]
      and level = ${level} and on_behalf = ${onBehalf} and expires_on is not distinct from ${expiresOn}::date
    order by granted_at limit 1`.execute(trx);
  const [found] = same.rows;
  if (found) return found.id;
  if (!(await hasRoom(trx, grant))) return null;
  const stored = await trx
    .insertInto('access_grant')
    .values({
      grantor_id: grantorId,
      grantee_id: granteeId,
      vendors: [...vendors],
      areas: [...areas],
      level,
      on_behalf: onBehalf,
      granted_at: now,
      expires_on: expiresOn,
      revoked_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return stored.id;
}

/**
 * Takes a grant of the tenant back; one that was taken back already, or is another's, stays as it is.
 * @returns whether it was taken back now
 */
export async function revokeGrant(trx: WriteTransaction, id: string, now: Date): Promise<boolean> {
  const result = await trx
    .updateTable('access_grant')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('grantor_id', '=', sql<string>`app_partner()`)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
