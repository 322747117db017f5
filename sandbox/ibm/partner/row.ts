import type { JsonObject } from '../../kernel/json.ts';
import type { CloudCustomer, Seller } from './seller.ts';

/** One entry of a list, with what a change of the control door finds it by. */
export interface Row {
  readonly id: string;
  readonly document: JsonObject;
}

/** The members that billing options and credit pools share. A distributor's own customers have no reseller. */
export function ownerMembers(seller: Seller, customer: CloudCustomer): JsonObject {
  const hasReseller = seller.role === 'RESELLER';
  return {
    billing_unit_id: `bu-${customer.id.slice(0, 12)}`,
    customer_id: customer.id,
    customer_type: customer.type,
    customer_name: customer.name,
    reseller_id: hasReseller ? seller.id : null,
    reseller_name: hasReseller ? seller.name : null,
  };
}

/** Two decimals, without the remainder that binary fractions leave. */
export function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
