import type { JsonObject } from '../../kernel/json.ts';
import { runsIn, termOf } from './billing-options.ts';
import { monthText, shareOf } from './month.ts';
import type { Month } from './month.ts';
import { cents, ownerMembers } from './row.ts';
import type { Row } from './row.ts';
import { CATEGORIES } from './seed-options.ts';
import type { CloudOption } from './seed-options.ts';
import type { Seller } from './seller.ts';

/** What a month takes from a credit, and what it takes beyond it. */
interface Burn {
  readonly total: number;
  readonly starting: number;
  readonly current: number;
  readonly overage: number;
}

/** Credit is used evenly; in the running month as far as the month has gone. */
function burnOf(option: CloudOption, month: Month, now: number): Burn {
  const total = option.monthlyAmount * option.months;
  const before = total * option.pace * (month - option.start);
  const after = before + total * option.pace * shareOf(month, now);
  const left = (used: number): number => cents(Math.max(0, total - used));
  const beyond = Math.max(0, after - total) - Math.max(0, before - total);
  return { total, starting: left(before), current: left(after), overage: cents(beyond) };
}

/** `used_credits` is what the month took, not what the whole term took. */
function termCredit(option: CloudOption, burn: Burn): JsonObject {
  return {
    billing_option_id: option.id,
    billing_option_model: 'PREPAID',
    category: option.category,
    ...termOf(option),
    total_credits: burn.total,
    starting_balance: burn.starting,
    used_credits: cents(burn.starting - burn.current),
    current_balance: burn.current,
    resources: [],
  };
}

/**
 * The credit pools of a seller's customers in a month: one a customer and kind of credit, as far as an option runs.
 * @param now milliseconds since 1970: how far the running month has gone
 */
export function creditPoolRows(seller: Seller, month: Month, now: number): readonly Row[] {
  return seller.customers.flatMap((customer) =>
    CATEGORIES.flatMap((category) => {
      const options = customer.options.filter(
        (option) => option.category === category && option.state !== 'CANCELED' && runsIn(option, month),
      );
      if (options.length === 0) return [];
      const burns = options.map((option) => ({ option, burn: burnOf(option, month, now) }));
      const document: JsonObject = {
        type: category,
        ...ownerMembers(seller, customer),
        month: monthText(month),
        currency_code: customer.currency,
        term_credits: burns.map(({ option, burn }) => termCredit(option, burn)),
        overage: { cost: cents(burns.reduce((sum, { burn }) => sum + burn.overage, 0)), resources: [] },
      };
      return [{ id: `${customer.id}/${category}`, document }];
    }),
  );
}
