import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { readFirmName } from '../../platform/matching/firm-name.ts';

/** A name as a source writes it, and a partner that bears it. */
export interface NamedPartner {
  readonly name: string;
  /** The partner's uuid. */
  readonly partnerId: string;
}

/**
 * The distributors that bear these names, in whatever spelling and legal form, among the partners that the tenant can see:
 * those that are listed and those it has to do with. A firm that agreed to neither is not found out by its name.
 */
export async function distributorsByName(trx: WriteTransaction, names: readonly string[]): Promise<NamedPartner[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<NamedPartner>`
    select name, id as "partnerId" from partner where 'DISTRIBUTOR' = any(roles)`.execute(trx);
  const byKey = Map.groupBy(rows, (row) => readFirmName(row.name)?.key ?? null);
  return names.flatMap((name) => {
    const key = readFirmName(name)?.key ?? null;
    if (key === null) return [];
    return (byKey.get(key) ?? []).map(({ partnerId }) => ({ name, partnerId }));
  });
}
