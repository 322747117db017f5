import type { SeededRandom } from '../../kernel/random.ts';
import { monthOf } from './month.ts';
import type { Month } from './month.ts';

export const CATEGORIES = ['PLATFORM', 'SERVICE', 'SUPPORT'] as const;
export type Category = (typeof CATEGORIES)[number];

const STATES = ['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'SUSPENDED', 'CANCELED'] as const;

/** A subscription or an offer that a customer holds. */
export interface CloudOption {
  readonly id: string;
  readonly type: 'SUBSCRIPTION' | 'OFFER';
  readonly category: Category;
  readonly state: (typeof STATES)[number];
  /** First month of the term. */
  readonly start: Month;
  readonly months: number;
  readonly monthlyAmount: number;
  /** Share of the whole credit that is used in one month. */
  readonly pace: number;
  readonly orderId: string;
  readonly partNumber: string;
}

function option(random: SeededRandom, category: Category, startedAt: number): CloudOption {
  const months = random.pick([12, 12, 24, 36]);
  const type = random.chance(0.2) ? 'OFFER' : 'SUBSCRIPTION';
  return {
    id: random.text(16, '0123456789abcdef'),
    type,
    category,
    state: random.pick(STATES),
    // The month it began in lies back so far that some terms end this month or next.
    start: monthOf(startedAt) - random.int(0, months - 1),
    months,
    monthlyAmount: random.int(4, 120) * 125,
    pace: random.int(40, 130) / 100 / months,
    orderId: `O${random.text(8, '0123456789')}`,
    partNumber: `D${random.text(3, '0123456789')}${random.text(3, 'ABCDEFGHJKLMNP')}LL`,
  };
}

/** What a customer holds: platform credit always, credit for services or support often. */
export function seedOptions(random: SeededRandom, startedAt: number): readonly CloudOption[] {
  const second = random.chance(0.8) ? [random.pick(['SERVICE', 'SUPPORT'] as const)] : [];
  return (['PLATFORM', ...second] as const).map((category) => option(random, category, startedAt));
}
