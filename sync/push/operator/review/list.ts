import type { Kysely } from 'kysely';
import type { Tables } from '../../../../platform/db/tables.ts';
import { inTenantTransaction, type TenantScope } from '../../../../platform/db/tenant-scope.ts';

/** A write that waits for a person. No customer data: what it would change is its partner's affair. */
export interface ReviewLine {
  readonly operation: string;
  readonly partnerId: string;
  readonly partner: string;
  /** The vendor's code. */
  readonly vendor: string;
  readonly kind: string;
  readonly since: Date;
  readonly reason: string | null;
  /** Something of it may be at the vendor. */
  readonly mayBeThere: boolean;
}

const MOST = 1_000;

/** The sync's scope for one partner, or for what it may see of all. */
export function operatorScope(partnerId: string | null, now: Date): TenantScope {
  return { role: 'partnergraph_sync', partnerId, now, statementTimeoutMs: 30_000 };
}

function partnerName(db: Kysely<Tables>, partnerId: string, now: Date): Promise<string> {
  return inTenantTransaction(db, operatorScope(partnerId, now), async (trx) => {
    const row = await trx.selectFrom('partner').select('name').where('id', '=', partnerId).executeTakeFirst();
    return row?.name ?? partnerId;
  });
}

/** Writes of all partners that wait for a person, the longest waiting first; at most a thousand. */
export async function listReviews(db: Kysely<Tables>, now: Date): Promise<ReviewLine[]> {
  const rows = await inTenantTransaction(db, operatorScope(null, now), (trx) =>
    trx
      .selectFrom('operation')
      .select(['id', 'partner_id', 'vendor_id', 'kind', 'run_at', 'reason', 'unresolved', 'progress'])
      .where('state', '=', 'NEEDS_REVIEW')
      .orderBy('run_at')
      .limit(MOST)
      .execute(),
  );
  const names = new Map<string, string>();
  for (const { partner_id: id } of rows) if (!names.has(id)) names.set(id, await partnerName(db, id, now));
  return rows.map((row) => ({
    operation: row.id,
    partnerId: row.partner_id,
    partner: names.get(row.partner_id) ?? row.partner_id,
    vendor: row.vendor_id,
    kind: row.kind,
    // Given to a person, it is looked at by no worker: the time of its last step stands.
    since: row.run_at,
    reason: row.reason,
    mayBeThere: row.unresolved || Object.keys(row.progress).some((name) => name !== 'base'),
  }));
}

/** A line of text for each. @param nameOf a vendor's name by its code */
export function tellReviews(lines: readonly ReviewLine[], nameOf: (vendor: string) => string): string[] {
  if (lines.length === 0) return ['No write waits for a person.'];
  return lines.map(({ operation, partner, vendor, kind, since, reason, mayBeThere }) => {
    const there = mayBeThere ? 'may be there' : 'not there';
    return [operation, partner, nameOf(vendor), kind, since.toISOString(), there, reason ?? ''].join('\t');
  });
}
