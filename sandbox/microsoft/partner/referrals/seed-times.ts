import type { SeededRandom } from '../../../kernel/random.ts';
import { DAY, HOUR, MINUTE, sevenDigits } from '../../common/time.ts';
import { ANSWER_PERIOD, expirationOf } from './expiry.ts';
import { isIncoming } from './seed-plan.ts';
import type { DealPlan } from './seed-plan.ts';

/** Ages of the seeded deals: from an hour to about ten months, denser towards the present. */
const SPAN = 300 * DAY;
/** Deals younger than this may still wait for an answer. */
const YOUNG_AGE = 13 * DAY;

/** The age of the last change of the deal at a place of the list, the youngest first. In milliseconds. */
export function ageOf(place: number, deals: number): number {
  return HOUR + SPAN * (place / deals) ** 2;
}

export const isYoung = (age: number): boolean => age < YOUNG_AGE;

export interface DealTimes {
  readonly created: string;
  readonly updated: string;
  readonly expiration: string | null;
  readonly accepted: string | null;
  readonly closed: string | null;
}

/** From creation to the last change: young deals fit into the answer period, expired ones took all of it. */
function lifetime(plan: DealPlan, young: boolean, random: SeededRandom): number {
  if (plan.substatus === 'Expired') return ANSWER_PERIOD;
  return young ? random.int(1, 12) * HOUR : random.int(3, 60) * DAY + random.int(0, 1439) * MINUTE;
}

/** The times of a deal whose last change was at the given instant. */
export function dealTimes(plan: DealPlan, changed: { at: number; young: boolean }, random: SeededRandom): DealTimes {
  const fraction = random.int(1, 9999);
  const createdAt = changed.at - lifetime(plan, changed.young, random);
  const created = sevenDigits(createdAt, fraction);
  const updated = sevenDigits(changed.at, fraction);
  const closed = plan.status === 'Closed' ? updated : null;
  const refused = plan.substatus === 'Declined' || plan.substatus === 'Expired';
  return {
    created,
    updated,
    expiration: isIncoming(plan) ? expirationOf(created) : null,
    accepted: plan.status === 'New' || refused ? null : sevenDigits((createdAt + changed.at) / 2, fraction),
    closed,
  };
}
