/** What one seeded referral is about. */
export interface DealPlan {
  readonly kind: 'private' | 'partnerLed' | 'coSell' | 'lead' | 'invited';
  readonly status: 'New' | 'Active' | 'Closed';
  readonly substatus: string;
}

const plan = (kind: DealPlan['kind'], status: DealPlan['status'], substatus: string): DealPlan => ({
  kind,
  status,
  substatus,
});

/** States of deals of the last days: only they may still wait for an answer. */
const YOUNG: readonly DealPlan[] = [
  plan('lead', 'New', 'Received'),
  plan('private', 'New', 'Pending'),
  plan('coSell', 'Active', 'Accepted'),
  plan('invited', 'New', 'Received'),
  plan('lead', 'Active', 'Accepted'),
];

const OLD: readonly DealPlan[] = [
  plan('coSell', 'Active', 'Accepted'),
  plan('private', 'Active', 'Accepted'),
  plan('coSell', 'Closed', 'Won'),
  plan('private', 'Closed', 'Lost'),
  plan('invited', 'Closed', 'Declined'),
  plan('lead', 'Closed', 'Expired'),
  plan('partnerLed', 'Active', 'Accepted'),
  plan('lead', 'Active', 'Accepted'),
  plan('partnerLed', 'Closed', 'Won'),
  plan('private', 'New', 'Pending'),
  plan('coSell', 'Closed', 'Lost'),
];

/**
 * The plan of a deal by its place among the deals of its age.
 * @param shift the partner's index: each partner starts elsewhere in the list
 */
export function dealPlan(young: boolean, place: number, shift: number): DealPlan {
  const plans = young ? YOUNG : OLD;
  return plans[(place + shift - 1) % plans.length] ?? plan('private', 'Active', 'Accepted');
}

/** Whether the partner received the deal rather than made it. */
export function isIncoming({ kind }: DealPlan): boolean {
  return kind === 'lead' || kind === 'invited';
}
