import type { FeedFacts, VendorWorkshop } from '../../../../platform/vendor/contract.ts';
import { ALL_WORKSHOPS } from '../../../../vendors/registry.ts';

/** What a run reads of a workshop: not what a person brings. */
export function pulledFeeds({ feeds }: Pick<VendorWorkshop, 'feeds'>): readonly FeedFacts[] {
  return feeds.filter(({ pulled }) => pulled !== false);
}

/** Every workshop by its id, for `describe.each`. */
export const EVERY_WORKSHOP = ALL_WORKSHOPS.map((workshop) => [workshop.facts.id, workshop] as const);

/** Every workshop that runs read from; the others are nothing but facts to them. */
export const READING_WORKSHOPS = EVERY_WORKSHOP.filter(([, workshop]) => pulledFeeds(workshop).length > 0);
