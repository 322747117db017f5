import { agreedResellers, bearersOf, type BorneNumber } from '../../subgraphs/partners/index.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { PulledItem, RecordOwner } from '../../platform/vendor/contract.ts';

/** A page's items by whose they are. */
export interface SortedItems {
  readonly own: readonly PulledItem[];
  /** Of other partners who agreed, by uuid. */
  readonly others: ReadonlyMap<string, readonly PulledItem[]>;
  /** Items whose owner is nobody here, may be several, or has not agreed: they are left aside. */
  readonly keptOut: number;
}

function keyOf({ scheme, value }: Pick<RecordOwner, 'scheme' | 'value'>): string {
  return `${scheme}\n${value}`;
}

/**
 * The one partner that a number belongs to; null when there is none, or no telling which.
 *
 * A number that a vendor has told its bearer decides by itself. One that a partner only claims decides when whoever
 * brings the record vouches for that same partner: each alone may err or lie, and neither can make the other's word.
 */
function bearerOf(owner: RecordOwner, bearers: readonly BorneNumber[]): string | null {
  const verified = bearers.filter((bearer) => bearer.verified);
  const deciding = verified.length > 0 ? verified : bearers.filter(({ partnerId }) => partnerId === owner.vouchedFor);
  const [only, ...rest] = deciding;
  return only !== undefined && rest.length === 0 ? only.partnerId : null;
}

/**
 * Finds out whose the items of a page are. To be asked in the scope of the partner whose connection brings them.
 * @param tellerId that partner's uuid
 */
export async function sortByOwner(
  trx: WriteTransaction,
  tellerId: string,
  items: readonly PulledItem[],
): Promise<SortedItems> {
  const owners = new Map(items.flatMap(({ owner }) => (owner ? [[keyOf(owner), owner] as const] : [])));
  const known = Map.groupBy(await bearersOf(trx, [...owners.values()]), keyOf);
  const bearers = new Map([...owners].map(([key, owner]) => [key, bearerOf(owner, known.get(key) ?? [])]));
  const found = [...bearers.values()].filter((id) => id !== null && id !== tellerId) as string[];
  const agreed = await agreedResellers(trx, [...new Set(found)]);

  const own: PulledItem[] = [];
  const others = new Map<string, PulledItem[]>();
  let keptOut = 0;
  for (const item of items) {
    const partnerId = item.owner === undefined ? tellerId : (bearers.get(keyOf(item.owner)) ?? null);
    if (partnerId === tellerId) own.push(item);
    else if (partnerId === null || !agreed.has(partnerId)) keptOut += 1;
    else others.set(partnerId, [...(others.get(partnerId) ?? []), item]);
  }
  return { own, others, keptOut };
}
