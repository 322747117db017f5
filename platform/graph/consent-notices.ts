import type { CapabilityArea } from '../records/vocabulary.ts';
import type { VendorDirectory } from '../vendor/directory.ts';
import type { ConsentLimit } from './feed-health.ts';
import type { NoticeScope } from './notices.ts';
import type { SourceNotice } from './shared-types.ts';
import { sourceNotice } from './source-notice.ts';

/** Areas whose records tell of money. */
const AREAS_WITH_MONEY: readonly CapabilityArea[] = ['BENEFIT', 'FUND', 'DEAL', 'LEAD', 'SPECIAL_BID'];

const WHAT_IS_LIMITED: Readonly<Record<ConsentLimit['level'], (vendor: string) => string>> = {
  COUNTS_ONLY: (vendor) =>
    `Of some partners' records of ${vendor} you may know only how many there are: they are in totalCount, ` +
    'unless the filter looks at more than partner, vendor, status and kind, and in no list.',
  DEALS_NO_VALUE: (vendor) =>
    `Of some partners' records of ${vendor} you may not know the money: there it is null, and no sum contains it.`,
};

/** What the reader of a list must know of what other partners keep from it: one notice a vendor. */
export function consentNotices(
  limits: readonly ConsentLimit[],
  scope: NoticeScope,
  vendors: Pick<VendorDirectory, 'nameOf'>,
): SourceNotice[] {
  const asked = limits.filter(
    ({ area, level, vendorId, partnerId }) =>
      scope.areas.some((one) => one === area && (level === 'COUNTS_ONLY' || AREAS_WITH_MONEY.includes(one))) &&
      (scope.vendors?.includes(vendorId) ?? true) &&
      (scope.partners?.includes(partnerId) ?? true),
  );
  return [...Map.groupBy(asked, ({ vendorId }) => vendorId)].map(([vendorId, ofVendor]) => {
    const levels = [...new Set(ofVendor.map(({ level }) => level))].toSorted();
    const message = levels.map((level) => WHAT_IS_LIMITED[level](vendors.nameOf(vendorId))).join(' ');
    return sourceNotice(vendorId, 'CONSENT_LIMITED', message);
  });
}
