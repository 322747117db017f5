import type { JsonValue } from '../../../../platform/records/json.ts';
import { check, textMember } from '../../../../platform/vendor/shape-check.ts';
import { unreadable } from '../../client/answer-json.ts';
import { isMicrosoftsSide } from '../../referrals/microsofts-side.ts';
import { readReferralPage, type ReadContext } from '../../referrals/read-page.ts';
import { referralShape } from '../../referrals/referral-wire.ts';
import { isBefore, isDescending } from '../../referrals/watermark.ts';

/** How far the clocks may be apart, in milliseconds. */
const SKEW_MS = 15 * 60_000;
/** More changes than these pages hold, in the time since a call, are not looked through. */
const MOST_PAGES = 100;

/**
 * The partner's own referrals that carry an external id. Whether a list can be filtered by it is not documented, so the
 * list is read from the last change backwards, to the moment the call was first sent, and compared here.
 *
 * A referral that changes while pages are read moves to the front, behind our back: the first page is read again at the
 * end. Two looks at different times are needed all the same before nothing found means nothing there.
 * @param firstSentAt when the call that may have made it was first sent, on our clock
 * @throws VendorError when the list can't be read, or is longer than is looked through: that nothing was found proves nothing
 */
export async function findOwn(context: ReadContext, externalId: string, firstSentAt: Date): Promise<JsonValue[]> {
  const since = new Date(firstSentAt.getTime() - SKEW_MS).toISOString();
  const found = new Map<string, JsonValue>();
  let token: string | null = null;
  let pages = 0;
  do {
    if (pages === MOST_PAGES)
      throw unreadable('referrals.list', `more than ${MOST_PAGES} pages changed since the call`);
    const page = await readReferralPage(context, token);
    pages += 1;
    collect(found, page.items, externalId);
    const reached = isDescending(page.items) && page.items.some((item) => isBefore(item, since));
    token = reached ? null : page.next;
  } while (token !== null);
  if (pages > 1) collect(found, (await readReferralPage(context, null)).items, externalId);
  return [...found.values()];
}

function collect(found: Map<string, JsonValue>, items: readonly JsonValue[], externalId: string): void {
  for (const item of items) {
    const id = textMember(item, 'id');
    if (id !== null && textMember(item, 'externalReferenceId') === externalId && !isOthers(item)) found.set(id, item);
  }
}

/** Microsoft may have taken our number over into its own record of the deal. */
function isOthers(item: JsonValue): boolean {
  const checked = check(referralShape, item);
  return 'value' in checked && isMicrosoftsSide(checked.value);
}
