import DataLoader from 'dataloader';
import type { GraphContext } from './context.ts';
import type { Page, PageRequest } from './paging.ts';

/** A list that hangs on a partner, as a domain reads it. */
export interface PartnerList<Row> {
  /** Unique a list: names its loaders and binds its cursors. */
  readonly name: string;
  /** Filter and sort as they were asked. */
  readonly query: unknown;
  readonly first: number;
  readonly after: string | null;
  /** Reads the page behind a cursor, for one partner. */
  readonly readOne: (partnerId: string, request: PageRequest) => Promise<Page<Row>>;
  /** Reads the first page of each of several partners, in one statement. */
  readonly readFirst: (
    partnerIds: readonly string[],
    requestOf: (partnerId: string) => PageRequest,
  ) => Promise<Map<string, Page<Row>>>;
}

const EMPTY = { rows: [], cursors: [], hasNextPage: false, hasPreviousPage: false };

/**
 * A page of a partner's list. First pages of several partners that are asked in one request with the same arguments
 * are read together, so that a list of resellers with their deals costs one statement, not one a reseller.
 */
export function loadPartnerPage<Row>(
  context: GraphContext,
  partnerId: string,
  list: PartnerList<Row>,
): Promise<Page<Row>> {
  const requestOf = (owner: string): PageRequest => ({
    first: list.first,
    after: list.after,
    binding: { tenant: context.viewer.partnerId, list: `${list.name}:${owner}`, query: list.query },
    cursors: context.services.cursors,
  });
  if (list.after !== null) return list.readOne(partnerId, requestOf(partnerId));
  const key = `${list.name} ${list.first} ${JSON.stringify(list.query)}`;
  const loader = context.loader<string, Page<Row>>(
    key,
    () =>
      new DataLoader(async (owners) => {
        const pages = await list.readFirst(owners, requestOf);
        return owners.map((owner) => pages.get(owner) ?? EMPTY);
      }),
  );
  return loader.load(partnerId);
}
