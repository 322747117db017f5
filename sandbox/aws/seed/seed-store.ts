import type { StandInOptions } from '../../kernel/stand-in.ts';
import type { Store } from '../store/store.ts';
import { seedAllocations } from './allocations.ts';
import { seedApplications } from './applications.ts';
import { seedBenefits } from './benefits.ts';
import { seedChannel } from './channel.ts';
import { seedInvitations } from './invitations.ts';
import { seedOpportunities } from './opportunities.ts';
import { seedPartner } from './partner.ts';
import { seedSolutions } from './solutions.ts';

/** One invitation from AWS for this many deals. */
const DEALS_AN_INVITATION = 5;

/**
 * Fills a new store. The catalogue AWS gets everything; in the catalogue Sandbox there are only the partner itself, a
 * default solution and the benefits to apply for.
 * @param start the time that all dates lie around, in milliseconds since 1970
 */
export function seedStore(store: Store, options: StandInOptions, start: number): void {
  seedPartner(store, start);
  seedSolutions(store, start);
  seedBenefits(store);
  if (store.scope.catalog === 'Sandbox') return;
  seedOpportunities(store, options.dealsPerPartner, start);
  seedInvitations(store, Math.floor(options.dealsPerPartner / DEALS_AN_INVITATION), start);
  seedApplications(store, start);
  seedAllocations(store, start);
  seedChannel(store, options.partners, start);
}
