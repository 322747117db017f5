import type { BenefitKind, BenefitStatus } from '../../platform/records/vocabulary.ts';

/** What is known of a benefit whose money is about to be lost. */
export interface BenefitAtRisk {
  readonly kind: BenefitKind;
  readonly status: BenefitStatus;
  readonly vendorName: string;
  /** Calendar date. */
  readonly deadline: string;
  /** True when the deadline is the last day to claim, false when the money itself expires. */
  readonly claiming: boolean;
}

type Ending = Omit<BenefitAtRisk, 'kind' | 'status'>;

/** How money of a kind is used while nothing has been asked for yet; other kinds are simply used. */
const USE: Partial<Readonly<Record<BenefitKind, (vendor: string) => string>>> = {
  MDF: (vendor) => `Plan an activity and ask ${vendor} for the funds`,
  COOP: (vendor) => `Plan an activity and ask ${vendor} for the funds`,
  CO_BRANDING: (vendor) => `Plan an activity and ask ${vendor} for the funds`,
  CREDIT: (vendor) => `Redeem the credits with ${vendor}`,
  REBATE: (vendor) => `Claim the rebate from ${vendor}`,
  TRAINING: (vendor) => `Book the training with ${vendor}`,
};

const BY_STATUS: Partial<Readonly<Record<BenefitStatus, (ending: Ending) => string>>> = {
  REQUESTED: ({ vendorName }) => `Ask ${vendorName} for its decision on the request`,
  ACTION_REQUIRED: ({ vendorName }) => `Give ${vendorName} what it asks for`,
  PRE_APPROVED: ({ vendorName, claiming }) =>
    claiming ? `Claim from ${vendorName} what was spent` : `Use what ${vendorName} has approved`,
  CLAIMED: ({ vendorName }) => `Claim the rest from ${vendorName}`,
};

/** What somebody should do so that the money is not lost, as one plain sentence. */
export function nextAction({ kind, status, ...ending }: BenefitAtRisk): string {
  const { vendorName, deadline, claiming } = ending;
  const use = claiming ? `Claim from ${vendorName} what was spent` : `Use it with ${vendorName}`;
  const what = BY_STATUS[status]?.(ending) ?? (claiming ? use : (USE[kind]?.(vendorName) ?? use));
  return `${what} by ${deadline}.`;
}
