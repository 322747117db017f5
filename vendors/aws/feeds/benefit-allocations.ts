import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { check, malformed } from '../../../platform/vendor/shape-check.ts';
import { allocationBenefit } from '../records/benefit.ts';
import { allocation, allocationRow } from '../wire/benefits.ts';
import { BenefitCatalogue } from './benefit-catalogue.ts';
import type { AwsFeed, FeedContext } from './feed.ts';
import { readPages, tokenPlace } from './read-pages.ts';
import { readRows } from './rows.ts';
import { orMissing } from './tolerance.ts';

const FEED = 'benefit-allocations';

/**
 * What the partner has been granted: `ListBenefitAllocations`, `GetBenefitAllocation`, and the catalogue for the programs
 * that tell the kind. The catalogue's own records come with the applications.
 */
export const benefitAllocationsFeed: AwsFeed = {
  facts: {
    name: FEED,
    area: 'BENEFIT',
    kinds: ['benefit'],
    support: 'FULL',
    transport: 'API',
    mode: 'full',
  },
  read(context) {
    const catalogue = new BenefitCatalogue(context.api.benefits);
    return readPages(context, {
      feed: FEED,
      shape: tokenPlace,
      start: { token: null },
      async turn({ token }) {
        const page = await context.api.benefits.listAllocations(null, token);
        const items = await readRows(page, {
          shape: allocationRow,
          idOf: (row) => row.Id,
          read: (row) => readAllocation(context, catalogue, row.value.Id),
        });
        return { items, next: page.nextToken === null ? null : { token: page.nextToken } };
      },
    });
  },
};

async function readAllocation({ api }: FeedContext, catalogue: BenefitCatalogue, id: string): Promise<PulledItem[]> {
  const payload = await orMissing(api.benefits.getAllocation(id));
  if (payload === null) return [];
  const read = check(allocation, payload);
  if ('fault' in read) return [malformed(read.fault, id)];
  const { BenefitId } = read.value;
  const entry = BenefitId === null ? null : await catalogue.find(BenefitId);
  return [{ record: allocationBenefit(read.value, entry?.value ?? null), payload }];
}
