import { monthStart, monthText } from './month.ts';
import type { Month } from './month.ts';
import { ownerMembers } from './row.ts';
import type { Row } from './row.ts';
import type { CloudOption } from './seed-options.ts';
import type { Seller } from './seller.ts';

/** True in the months of the option's term. */
export function runsIn(option: CloudOption, month: Month): boolean {
  return month >= option.start && month < option.start + option.months;
}

/** First and last instant of the term. The form of the two dates is assumed. */
export function termOf(option: CloudOption): { start_date: string; end_date: string } {
  return {
    start_date: new Date(monthStart(option.start)).toISOString(),
    end_date: new Date(monthStart(option.start + option.months) - 1).toISOString(),
  };
}

/** The subscriptions and offers of a seller's customers that run in a month. */
export function billingOptionRows(seller: Seller, month: Month): readonly Row[] {
  return seller.customers.flatMap((customer) =>
    customer.options
      .filter((option) => runsIn(option, month))
      .map((option) => ({
        id: option.id,
        document: {
          id: option.id,
          ...ownerMembers(seller, customer),
          month: monthText(month),
          errors: [],
          type: option.type,
          ...termOf(option),
          state: option.state,
          category: option.category,
          payment_instrument: {},
          part_number: option.partNumber,
          catalog_id: null,
          order_id: option.orderId,
          po_number: `PO-${option.orderId.slice(1)}`,
          subscription_model: 'PREPAID',
          duration_in_months: option.months,
          monthly_amount: option.monthlyAmount,
          billing_system: {},
          country_code: customer.country,
          currency_code: customer.currency,
        },
      })),
  );
}
