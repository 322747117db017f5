import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { Cost } from '../../platform/graph/cost.ts';
import { noticesFor } from '../../platform/graph/notices.ts';
import { refuse } from '../../platform/graph/refuse.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import { CHECKED_AREAS } from './areas.ts';
import { bidsOfCustomer, conflictsWithBids } from './check-bids.ts';
import { conflictsWithDeals, conflictsWithRules, inOrder, keysOfInput } from './check-conflicts.ts';
import { checkedSources } from './checked-sources.ts';
import { checkInput } from './check-input.ts';
import { candidateBids, candidateDeals, candidateDealsOfBids, isSeenPartner } from './conflict-store.ts';
import { ConflictReport } from './conflict-types.ts';
import { ConflictCheckInput } from './draft-types.ts';
import { ofCustomer } from './of-customer.ts';
import { dealsByTheirBids, unnamedNotices } from './unnamed-deals.ts';

/** The partner that the drafts are for. */
async function partnerOf(context: GraphContext, id: string | null): Promise<string> {
  const own = context.viewer.partnerId;
  if (id === null) return own;
  const partnerId = rowIdOf('Partner', id);
  const seen = partnerId !== null && (await context.db.read((trx) => isSeenPartner(trx, partnerId)));
  if (partnerId === null || !seen) {
    refuse(
      'input.partner',
      'must be your own partner or one that grants you its deals; there is none of this id',
      'NOT_FOUND',
    );
  }
  return partnerId;
}

/**
 * Who is already at a customer, as far as the caller may see. A deal that tells no customer is known by its special bids; where
 * none tells it either, the report says so and is not clear.
 * @param input of which `checkInput`, or whoever stores it, has seen that it can be meant
 * @param without row ids of deals that don't count: the drafts that the report is about
 * @throws GraphQLError BAD_USER_INPUT or NOT_FOUND that names the argument
 */
export async function reportOf(
  context: GraphContext,
  input: ConflictCheckInput,
  without: ReadonlySet<string> = new Set(),
): Promise<ConflictReport> {
  const partnerId = await partnerOf(context, input.partner ?? null);
  const customer = keysOfInput(input.customer);
  const candidates = await context.db.read((trx) => candidateDeals(trx, customer));
  const others = candidates.filter(({ id }) => !without.has(id));
  const byBids = await context.db.read((trx) => candidateDealsOfBids(trx, customer));
  const deals = [...ofCustomer(customer, others), ...dealsByTheirBids(customer, byBids)];
  const now = context.services.clock.now();
  const bids = bidsOfCustomer(customer, await context.db.read((trx) => candidateBids(trx, customer)), now);
  const industry = input.customer.industry ?? null;
  const ruled = input.drafts.map((draft, index) => conflictsWithRules(context, { index, input: draft, industry }));
  const found = input.drafts.flatMap((draft, index) => [
    ...conflictsWithDeals(context, { index, vendor: draft.vendor, partnerId }, deals),
    ...conflictsWithBids(context, { index, input: draft, partnerId }, bids),
  ]);
  const asked = input.drafts.map((draft) => draft.vendor);
  const checked = await checkedSources(context, asked);
  const sources = checked.map(({ vendor }) => vendor.id);
  const unnamed = await unnamedNotices(context, sources, without);
  const notices = [
    ...(await noticesFor(context, { areas: CHECKED_AREAS, vendors: sources, partners: null })),
    ...unnamed,
    ...ruled.flatMap((each) => each.notices),
  ];
  const conflicts = inOrder([...found, ...ruled.flatMap((each) => each.conflicts)]);
  const doubt =
    checked.some(({ stale }) => stale) || unnamed.length > 0 || ruled.some((each) => each.notices.length > 0);
  return Object.assign(new ConflictReport(), { clear: conflicts.length === 0 && !doubt, conflicts, checked, notices });
}

@Resolver()
export class ConflictQueries {
  @Cost(50)
  @Query(() => ConflictReport, {
    description: 'Whether anybody is already at a customer, as far as the caller may see: before a deal is registered.',
  })
  checkDealConflicts(
    @Ctx() context: GraphContext,
    @Arg('input', () => ConflictCheckInput) input: ConflictCheckInput,
  ): Promise<ConflictReport> {
    assertScope(context, 'deals:read');
    checkInput(context, input);
    return reportOf(context, input);
  }
}
