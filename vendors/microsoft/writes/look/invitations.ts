import type { JsonValue } from '../../../../platform/records/json.ts';
import { textMember } from '../../../../platform/vendor/shape-check.ts';
import { unreadable } from '../../client/answer-json.ts';
import { readReferralPage, type ReadContext } from '../../referrals/read-page.ts';

const OPERATION = 'referrals.list';
const MOST_PAGES = 10;

export interface Parties {
  /** The partner's own referral is among those that are listed: the list tells of this engagement. */
  readonly showsOwn: boolean;
  /** Ids of the other referrals of the engagement: Microsoft's side. */
  readonly others: readonly string[];
}

/**
 * Who is in an engagement. The filter is the one that the service itself puts into `relatedReferrals`
 * [PR20 create-a-referral.md]. An engagement that we made has our own referral, and any other in it is Microsoft's.
 * @throws VendorError when the list can't be read, or the id is none that can be asked for
 */
export async function partiesOf(context: ReadContext, engagementId: string, ownId: string): Promise<Parties> {
  const query = `$filter=${encodeURIComponent(`engagementId eq '${guid(engagementId)}'`)}`;
  const ids = new Set<string>();
  let token: string | null = null;
  let pages = 0;
  do {
    const page = await readReferralPage(context, token, query);
    pages += 1;
    page.items.forEach((item) => addOf(ids, item, engagementId));
    token = page.next;
  } while (token !== null && pages < MOST_PAGES);
  if (token !== null) throw unreadable(OPERATION, `more than ${MOST_PAGES} pages of one engagement`);
  return { showsOwn: ids.has(ownId), others: [...ids].filter((id) => id !== ownId) };
}

/** Compared here as well: a filter that the service ignored would show everything. */
function addOf(ids: Set<string>, item: JsonValue, engagementId: string): void {
  const id = textMember(item, 'id');
  const isIn = textMember(item, 'engagementId')?.toLowerCase() === engagementId.toLowerCase();
  if (id !== null && isIn) ids.add(id);
}

function guid(text: string): string {
  if (/^[\w-]{1,64}$/.test(text)) return text;
  throw unreadable('referrals.get', '/engagementId: expected a GUID, got another string');
}
