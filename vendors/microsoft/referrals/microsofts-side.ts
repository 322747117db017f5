import { fold } from '../wire/texts.ts';
import { addressesMicrosoft } from './deal-type.ts';
import type { Referral } from './referral-wire.ts';

/** Two dashes: what a partner's own numbering hardly ends with. */
const SUFFIX = '--msft';

/** External id of the referral that we make for Microsoft beside our own: it tells the two apart wherever they turn up. */
export function connectedIdOf(externalId: string): string {
  return `${externalId}${SUFFIX}`;
}

type Side = Pick<Referral, 'organizationName' | 'externalReferenceId' | 'target'>;

/**
 * True for the other side of a co-sell: the referral that Microsoft owns in the same engagement, or that we made there
 * for Microsoft, whoever is named as its owner. It is Microsoft's view of a deal, not a second deal.
 */
export function isMicrosoftsSide(referral: Side): boolean {
  if (/^microsoft(corporation|corp\.?)?$/.test(fold(referral.organizationName))) return true;
  return addressesMicrosoft(referral) && (referral.externalReferenceId?.endsWith(SUFFIX) ?? false);
}
