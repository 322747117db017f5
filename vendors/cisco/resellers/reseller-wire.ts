import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { ciscoDateText } from '../wire/cisco-date.ts';

const text = z.string().nullish();

/** An id that may come as a number. */
const idText = z
  .union([z.string(), z.number()], 'an id')
  .transform((id) => String(id).trim())
  .refine((id) => id !== '', 'an id');

/** One row of the reseller search, as far as it is read [cisco 3]. */
export const resellerShape = z.object({
  pdbBeGeoID: idText,
  /** The reseller's account number at the distributor that asks. */
  distiValResellerAcNo: z.union([z.string(), z.number()], 'text').nullish(),
  partnerSiteID: z.union([z.string(), z.number()], 'text').nullish(),
  partnerName: text,
  partnerType: text,
  certification: text,
  certEffectiveStartDate: ciscoDateText.nullish(),
  certificationExpiryDate: ciscoDateText.nullish(),
  specialization: z.array(z.object({ specType: text, validUntil: ciscoDateText.nullish() })).nullish(),
});

export type Reseller = z.infer<typeof resellerShape>;

/** Paging of the search; numbers may come as text. */
const count = z.union([z.number(), z.string().regex(/^\d{1,9}$/)], 'a number').transform(Number);

export const pagingShape = z.object({ total: count.nullish(), next: z.unknown() });

type Members = Readonly<Record<string, JsonValue>>;

/** The answer's members that page, and its rows. */
export interface ResellerAnswer {
  readonly envelope: Members;
  readonly rows: readonly JsonValue[];
}

/**
 * Finds the rows of an answer. The documents name the members of a row and of the paging, but neither the list nor a
 * member around it [cisco 3]: the list is the only array in the answer, or in an object directly inside it.
 * @returns null when there is no such array, or more than one
 */
export function findRows(answer: JsonValue): ResellerAnswer | null {
  const outer = members(answer);
  if (!outer) return null;
  const inner = Object.values(outer).map(members);
  const envelopes = [outer, ...inner.filter((envelope) => envelope !== null)];
  const lists = envelopes.flatMap((envelope) =>
    Object.values(envelope).flatMap((rows): ResellerAnswer[] => (Array.isArray(rows) ? [{ envelope, rows }] : [])),
  );
  if (lists.length === 1) return lists[0] ?? null;
  // Nothing found is told without a list, too.
  const empty = envelopes.find((envelope) => envelope['total'] === 0 || envelope['total'] === '0');
  return lists.length === 0 && empty ? { envelope: empty, rows: [] } : null;
}

function members(value: JsonValue): Members | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}
