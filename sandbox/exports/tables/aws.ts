import { SeededRandom } from '../../kernel/random.ts';
import type { TableOrder } from '../order.ts';
import { DAY, day, tableOf } from '../table.ts';
import type { Table } from '../table.ts';

/** What each tier asks for, about 2020-21 `[program-rules.md 1]`; the counts in the file lie around it. */
const TIERS = [
  { name: 'Registered', accredited: 0, foundational: 0, technical: 0, launched: 0, references: 0, csat: 0 },
  { name: 'Select', accredited: 4, foundational: 2, technical: 2, launched: 3, references: 1, csat: 5 },
  { name: 'Advanced', accredited: 8, foundational: 4, technical: 6, launched: 20, references: 2, csat: 20 },
  { name: 'Premier', accredited: 20, foundational: 10, technical: 25, launched: 50, references: 6, csat: 30 },
] as const;

/** Tier by the partner's index: the first is Advanced, the distributor Registered. */
const TIER_PLACES = [2, 1, 0, 1, 3, 2] as const;

/** The partner's standing on the services path. */
export function awsMembership({ seed, partner, partnerNumber, asOf }: TableOrder): Table {
  const random = new SeededRandom(`${seed}:exports:aws:membership:${partner.index}`);
  const tier = TIERS[TIER_PLACES[(partner.index - 1) % TIER_PLACES.length] ?? 0];
  const since = asOf - random.int(60, 330) * DAY;
  const about = (required: number): number => Math.round(required * (0.8 + random.next() * 0.7));
  const row = {
    'Partner Name': partner.name,
    'Partner ID': partnerNumber,
    Path: 'Services Path',
    'Current Tier': tier.name,
    'Tier Start Date': day(since),
    'Next Tier Review': day(since + 365 * DAY),
    'Accredited Individuals': about(tier.accredited),
    'Foundational Certified Individuals': about(tier.foundational),
    'Technical Certified Individuals': about(tier.technical),
    'Launched Opportunities': about(tier.launched),
    'Customer References': about(tier.references),
    'CSAT Responses': about(tier.csat),
    'Report Date': day(asOf),
  };
  return tableOf('Partner Scorecard', Object.keys(row), [row]);
}
