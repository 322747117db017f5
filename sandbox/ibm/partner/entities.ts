import type { Seller } from './seller.ts';
import type { Entity } from './usage.ts';

const idsOf = (sellers: readonly Seller[]): string[] =>
  sellers.flatMap(({ customers }) => customers.map(({ id }) => id));

/** A partner; its usage is that of its own end customers and of those its resellers have. */
export function sellerEntity(seller: Seller, below: readonly Seller[]): Entity {
  const { id, name, country, role } = seller;
  return { id, type: 'ENTERPRISE', name, partnerType: role, country, customerIds: idsOf([seller, ...below]) };
}

/** The end customers that a seller sells to itself. */
export function customerEntities(seller: Seller): readonly Entity[] {
  return seller.customers.map(({ id, type, name, country }) => ({
    id,
    type,
    name,
    partnerType: 'END_CUSTOMER' as const,
    country,
    customerIds: [id],
  }));
}
