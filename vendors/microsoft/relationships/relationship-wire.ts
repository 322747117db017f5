import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';

const text = z.string().nullish();

/** One relationship seen from the signed-in partner [SDKD retrieve-a-list-of-indirect-resellers.md]. */
export const relationshipShape = z.object({
  /** Tenant of the other partner. */
  id: z.string().min(1, 'a tenant id'),
  name: text,
  relationshipType: text,
  state: text,
  mpnId: z.union([z.string(), z.number()], 'a string or a number').nullish(),
});

export type Relationship = z.infer<typeof relationshipShape>;

/** A collection of Partner Center REST v1; `links.next.headers` carries the continuation token. */
export const collectionShape = z.object({
  items: z.array(z.custom<JsonValue>((item) => item !== undefined)),
  links: z
    .object({
      next: z.object({ headers: z.array(z.object({ key: z.string(), value: z.string() })).nullish() }).nullish(),
    })
    .nullish(),
});

export type Collection = z.infer<typeof collectionShape>;

/**
 * Token of the next page [SDKD get-invoice-billed-consumption-lineitems.md].
 * @returns null on the last page, undefined when there is a next page but no token to ask for it
 */
export function continuationOf(collection: Collection): string | null | undefined {
  const next = collection.links?.next;
  if (!next) return null;
  return next.headers?.find((header) => header.key.toLowerCase() === 'ms-continuationtoken')?.value;
}
