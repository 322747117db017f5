import {
  customerKeys,
  matchCustomers,
  POSSIBLE_FIRM_SCORE,
  type CustomerKeys,
  type CustomerMatch,
} from '../../platform/matching/match-customer.ts';

/** What of a record tells its customer. */
export interface CustomerColumns {
  readonly customer_name: string | null;
  readonly customer_country: string | null;
  readonly customer_website: string | null;
  readonly customer_duns: string | null;
}

/** A record whose customer is, or may be, the one asked for. */
export interface OfCustomer<Row> {
  readonly row: Row;
  readonly match: CustomerMatch;
}

/** The candidates whose customer is alike enough to be worth telling. */
export function ofCustomer<Row extends CustomerColumns>(
  customer: CustomerKeys,
  candidates: readonly Row[],
): Array<OfCustomer<Row>> {
  return candidates
    .map((row) => {
      const other = { name: row.customer_name, country: row.customer_country, website: row.customer_website };
      return { row, match: matchCustomers(customer, customerKeys({ ...other, duns: row.customer_duns })) };
    })
    .filter(({ match }) => Number(match.score) >= POSSIBLE_FIRM_SCORE);
}
