import { z } from 'zod';
import type { PulledItem } from '../../../platform/vendor/contract.ts';
import { check } from '../../../platform/vendor/shape-check.ts';
import { byPrecedence, distributorOf, resaleMembership, takesPart } from '../records/resale.ts';
import { programAccount, relationship, type WireProgramAccount, type WireRelationship } from '../wire/channel.ts';
import { allRows } from './all-rows.ts';
import type { AwsFeed, FeedContext } from './feed.ts';
import { readPages } from './read-pages.ts';
import { checkRows, type ReadRow } from './rows.ts';
import { orWithout } from './tolerance.ts';

const FEED = 'resale-programs';

type Account = ReadRow<WireProgramAccount>;
type Relationship = ReadRow<WireRelationship>;

/**
 * Memberships in the resale programs, one a program and distributor however many program management accounts take part in
 * it: `ListProgramManagementAccounts`, and `ListRelationships` for the distributor of a distribution seller. Accounts that
 * are PENDING or INACTIVE give no record, so that a complete run ends a membership that has gone inactive. Accounts of one
 * program may stand on several pages of AWS (50 at most `[DG 58853095867]`), so all are read before one page is given.
 */
export const resaleProgramsFeed: AwsFeed = {
  facts: {
    name: FEED,
    area: 'MEMBERSHIP',
    kinds: ['membership'],
    support: 'PARTIAL',
    transport: 'API',
    mode: 'full',
  },
  read: (context) =>
    readPages(context, {
      feed: FEED,
      shape: z.object({ token: z.null() }),
      start: { token: null },
      turn: async () => ({ items: await readMemberships(context), next: null }),
    }),
};

async function readMemberships(context: FeedContext): Promise<PulledItem[]> {
  const { channel } = context.api;
  const rows = await allRows('ListProgramManagementAccounts', (token) => channel.listProgramAccounts(token));
  const { checked, broken } = checkRows(rows, programAccount, ({ id }) => id);
  const accounts = checked.filter(({ value }) => takesPart(value)).toSorted((a, b) => byPrecedence(a.value, b.value));
  const relationships = await sellerRelationships(context, accounts);
  return [...broken, ...membershipItems(accounts, relationships)];
}

/** One item a program and distributor. The accounts come by precedence: the first of each leads. */
function membershipItems(accounts: readonly Account[], relationships: readonly Relationship[]): PulledItem[] {
  const told = relationships.map(({ value }) => value);
  const groups = Map.groupBy(
    accounts,
    ({ value }) => `${value.program} ${distributorOf(value, told)?.value ?? 'none'}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [lead] = group;
    if (lead === undefined) return [];
    const members = new Set(group.map(({ value }) => value.accountId));
    const own = relationships.filter(({ value }) => members.has(value.associatedAccountId));
    const payload = {
      programManagementAccounts: group.map(({ json }) => json),
      relationships: own.map(({ json }) => json),
    };
    return [{ record: resaleMembership(lead.value, distributorOf(lead.value, told)), payload }];
  });
}

/** Relationships that name a distribution seller among these accounts; no call when there is none. */
async function sellerRelationships(context: FeedContext, accounts: readonly Account[]): Promise<Relationship[]> {
  const sellers = accounts
    .filter(({ value }) => value.program === 'DISTRIBUTION_SELLER')
    .map(({ value }) => value.accountId)
    .filter((account) => account !== null);
  if (sellers.length === 0) return [];
  return orWithout(context, () => listAll(context, [...new Set(sellers)]), []);
}

async function listAll({ api }: FeedContext, accounts: readonly string[]): Promise<Relationship[]> {
  const rows = await allRows('ListRelationships', (token) => api.channel.listSellerRelationships(accounts, token));
  return rows.flatMap(({ json }) => {
    const read = check(relationship, json);
    return 'value' in read ? [{ value: read.value, json }] : [];
  });
}
