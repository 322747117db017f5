import { told, type Asked } from './graph.ts';
import { awsAccountOf, microsoftReferral, staffChanges } from './stand-ins.ts';
import type { WritingHouse } from './writing-house.ts';

interface Listed {
  readonly deals: {
    readonly totalCount: number;
    readonly nodes: ReadonlyArray<{ readonly id: string; readonly source: { readonly remoteId: string } }>;
  };
}

const LIST = `query ($filter: DealFilter) { deals(first: 200, filter: $filter) { totalCount nodes { id source { remoteId } } } }`;

/** Ids of the deals under a number of a vendor. */
export async function dealsWithNumber(house: Asked, vendor: string, remoteId: string): Promise<string[]> {
  const { deals } = await told(house.ask<Listed>('var-admin', LIST, { filter: { vendor: [vendor] } }));
  return deals.nodes.filter(({ source }) => source.remoteId === remoteId).map(({ id }) => id);
}

/** Deals that a vendor has of the partner. */
export async function dealCount(house: Asked, vendor: string): Promise<number> {
  return (await told(house.ask<Listed>('var-admin', LIST, { filter: { vendor: [vendor] } }))).deals.totalCount;
}

/** A vendor's offer, as the graph has it after the next run. */
export interface Offer {
  readonly id: string;
  readonly remoteId: string;
}

async function read(house: WritingHouse, vendor: string, remoteId: string): Promise<Offer> {
  await house.pullDeals(vendor);
  const [id] = await dealsWithNumber(house, vendor, remoteId);
  if (id === undefined) throw new Error(`the run brought no deal ${remoteId}`);
  return { id, remoteId };
}

/** AWS invites the partner. */
export async function awsInvites(house: WritingHouse): Promise<Offer> {
  const made = await staffChanges(house, 'aws', { type: 'invitation', account: awsAccountOf(1) });
  return read(house, 'aws', String(made['Id']));
}

/** What AWS has of an invitation. */
export function awsInvitation(
  house: WritingHouse,
  { remoteId: id }: Offer,
): Promise<Readonly<Record<string, unknown>>> {
  return staffChanges(house, 'aws', { type: 'invitation', account: awsAccountOf(1), id, touch: false });
}

/** Microsoft hands the partner a referral. */
export async function microsoftRefers(house: WritingHouse): Promise<Offer> {
  const made = await staffChanges(house, 'microsoft', { type: 'referral', partner: 1, create: {} });
  return read(house, 'microsoft', String(made['id']));
}

/** Status and substatus of a referral at Microsoft. */
export async function microsoftStatus(house: WritingHouse, id: string): Promise<string> {
  const { status, substatus } = await microsoftReferral(house, id);
  return `${String(status)}/${String(substatus)}`;
}
