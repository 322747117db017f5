import { z } from 'zod';

/** Parts of the world that Cisco's reseller search is asked by, one at a time [cisco 3]. */
export const THEATERS = ['EMEA', 'JAPAN', 'AMERICAS INTL', 'ASIA', 'USA', 'CANADA'] as const;
export type Theater = (typeof THEATERS)[number];

/** A reseller of the distributor that is a partner of ours, in the distributor's word. */
export interface NamedReseller {
  /** Its number in Cisco's partner database. */
  readonly beGeoId: string;
  /** Row id of the partner. */
  readonly partnerId: string;
}

/**
 * What one connection needs: an application registered with Cisco, which acts with the roles of the person who
 * registered it [cisco 1]. Cisco opens different APIs to distributors and to resellers.
 */
export interface CiscoCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly role: 'distributor' | 'reseller';
  /** The partner's own number in Cisco's partner database (`pdbBeGeoID`), as it says itself: Cisco tells it to nobody. */
  readonly beGeoId?: string | undefined;
  /** A distributor's: resellers whose standing is to be told to them. Without any, no others are looked for. */
  readonly resellers?: readonly NamedReseller[] | undefined;
  /** Names us to the quoting service (`Sender/LogicalID`). Without it no quotes are read. */
  readonly senderId?: string | undefined;
  /** Where resellers are looked for; everywhere when left out. */
  readonly theaterCodes?: readonly Theater[] | undefined;
}

const beGeoId = z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'a BE GEO ID');

function isEachOnce(resellers: readonly NamedReseller[]): boolean {
  return new Set(resellers.map((reseller) => reseller.beGeoId)).size === resellers.length;
}

export const credentialsShape: z.ZodType<CiscoCredentials> = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  role: z.enum(['distributor', 'reseller']),
  beGeoId: beGeoId.optional(),
  resellers: z
    .array(z.object({ beGeoId, partnerId: z.uuid() }))
    .refine(isEachOnce, 'each BE GEO ID once')
    .optional(),
  senderId: z.string().min(1).max(100).optional(),
  theaterCodes: z.array(z.enum(THEATERS)).min(1).optional(),
});
