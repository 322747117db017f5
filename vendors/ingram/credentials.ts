import { z } from 'zod';

/** A customer's account: deals hang off a number and a country [ingram]. */
export interface IngramAccount {
  /** At most ten characters: `20-222222`. */
  readonly customerNumber: string;
  /** ISO 3166-1 alpha-2, in capitals. */
  readonly countryCode: string;
}

/** What one connection needs: an application, and every account of the reseller that it may read. */
export interface IngramCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Names the sender, at most 32 characters. */
  readonly applicationId: string;
  readonly accounts: readonly IngramAccount[];
  /** Row id of the partner of ours that this distributor is, where there is one. */
  readonly distributorPartnerId?: string | undefined;
}

/** What may stand in a header: no line ends, no signs outside ASCII. */
const headerText = (most: number) =>
  z.string().regex(new RegExp(`^[\\x21-\\x7e]{1,${most}}$`), `1 to ${most} printable characters`);

const account = z.object({
  customerNumber: headerText(10),
  countryCode: z.string().regex(/^[A-Z]{2}$/, 'two capitals'),
});

function isEachOnce(accounts: readonly IngramAccount[]): boolean {
  return new Set(accounts.map(nameOfAccount)).size === accounts.length;
}

/** An account in one word: part of every record's id. */
export function nameOfAccount({ countryCode, customerNumber }: IngramAccount): string {
  return `${countryCode}:${customerNumber}`;
}

export const credentialsShape: z.ZodType<IngramCredentials> = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  applicationId: headerText(32),
  accounts: z.array(account).min(1).refine(isEachOnce, 'each account once'),
  distributorPartnerId: z.uuid().optional(),
});
