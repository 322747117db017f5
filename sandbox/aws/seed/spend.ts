import type { SeededRandom } from '../../kernel/random.ts';
import type { JsonObject } from '../json.ts';

const CURRENCIES = ['USD', 'USD', 'USD', 'USD', 'USD', 'EUR', 'EUR', 'GBP', 'JPY'];
const YEN_A_DOLLAR = 150;

/** Expected customer spend as partners report it: a monthly amount, mostly whole, mostly in US dollars [M-sel]. */
export function customerSpend(random: SeededRandom): JsonObject[] {
  const currency = random.pick(CURRENCIES);
  const whole = random.int(4, 900) * 50 + (random.chance(0.3) ? random.int(1, 49) : 0);
  const cents = currency !== 'JPY' && random.chance(0.2) ? `.${random.int(10, 99)}` : '';
  const amount = currency === 'JPY' ? String(whole * YEN_A_DOLLAR) : `${whole}${cents}`;
  return [{ Amount: amount, CurrencyCode: currency, Frequency: 'Monthly', TargetCompany: 'AWS' }];
}
