import { awsAccount } from '../../../../sandbox/aws/accounts.ts';
import { SANDBOX_SEED, type MirrorHouse } from '../../../support/mirror.ts';

/** A record that a client made at a stand-in. */
export interface MadeRecord {
  readonly type: string;
  readonly id: string;
  readonly externalId: string | null;
}

/** The house as far as its control door goes. */
type Doors = Pick<MirrorHouse, 'control'>;

/** What a vendor has of ours: records whose number of ours begins with this one, Microsoft's own side of a deal too. */
export async function recordsOf(house: Doors, vendor: string, externalId: string): Promise<MadeRecord[]> {
  const { records } = (await house.control('GET', `${vendor}/records`)) as { records: MadeRecord[] };
  return records.filter((record) => record.externalId?.startsWith(externalId));
}

/** Calls of a vendor so far, by operation. */
export async function callsOf(house: Doors, vendor: string): Promise<Readonly<Record<string, number>>> {
  return ((await house.control('GET', `${vendor}/calls`)) as { calls: Record<string, number> }).calls;
}

/** Switches faults on, in place of those that were on; with null off. */
export async function setFaults(house: Doors, vendor: string, faults: object | null): Promise<void> {
  if (faults === null) await house.control('DELETE', `${vendor}/faults`);
  else await house.control('PUT', `${vendor}/faults`, faults);
}

/** Changes a record as the vendor's staff would. @returns the record after the change */
export async function staffChanges(
  house: Doors,
  vendor: string,
  change: object,
): Promise<Readonly<Record<string, unknown>>> {
  return ((await house.control('POST', `${vendor}/records`, change)) as { record: Record<string, unknown> }).record;
}

/** The account of a demo partner at AWS. */
export function awsAccountOf(partner: number): string {
  return awsAccount(SANDBOX_SEED, partner).accountId;
}

/** Changes an opportunity at AWS as its staff would; without a change it only tells what AWS has. */
export function awsOpportunity(
  house: Doors,
  id: string,
  set: object = {},
  partner = 1,
): Promise<Readonly<Record<string, unknown>>> {
  const touch = Object.keys(set).length > 0;
  return staffChanges(house, 'aws', { type: 'opportunity', account: awsAccountOf(partner), id, set, touch });
}

/** Changes a referral at Microsoft as its staff would; without a change it only tells what Microsoft has. */
export function microsoftReferral(
  house: Doors,
  id: string,
  change: object = { set: {}, touch: false },
): Promise<Readonly<Record<string, unknown>>> {
  return staffChanges(house, 'microsoft', { type: 'referral', id, ...change });
}
