import type { Handoff, WriteIntent } from '../../../platform/vendor/write-contract.ts';

/** Partner Central itself `[CSV awsProducts]`: no link to a single application is documented. */
const PORTAL = 'https://partnercentral.awspartner.com/';

/**
 * A claim of funds to take to Partner Central: no operation of the API takes one. An application can be amended while
 * AWS asks for action on it, which is no claim `[M-ben]`.
 */
export function claimHandoff({ funds, remoteId }: WriteIntent): Handoff {
  const fields = [
    ['Application', remoteId],
    ['Benefit', funds?.benefitName ?? null],
    ['Activity', funds?.activity ?? null],
    ['Amount claimed', funds === null ? null : `${funds.amount.amount} ${funds.amount.currency}`],
    ['Day of the activity', funds?.activityOn ?? null],
    ['Invoice number', funds?.invoiceNumber ?? null],
    ['Proof', funds?.proofUrl ?? null],
  ] as const;
  return {
    portalUrl: PORTAL,
    fields: fields.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])),
  };
}
