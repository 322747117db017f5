import { z } from 'zod';
import type { WriteIntent } from '../../platform/vendor/write-contract.ts';
import type { OperationRow } from '../../platform/writes/operation-store.ts';
import { WRITE_KINDS } from '../../platform/writes/vocabulary.ts';

/** What every workshop relies on; what is inside content, patch and funds is for the vendor's own reading of it. */
const shape = z.looseObject({
  kind: z.enum(WRITE_KINDS),
  externalId: z.string().min(1),
  remoteId: z.string().min(1).nullable().default(null),
  content: z.looseObject({}).nullable().default(null),
  patch: z.looseObject({}).nullable().default(null),
  funds: z.looseObject({}).nullable().default(null),
  reason: z.string().nullable().default(null),
  closedOn: z.string().nullable().default(null),
  until: z.string().nullable().default(null),
});

/**
 * What an operation shall bring to its vendor, as it was frozen when it was asked for; members that were not thought of
 * then are null.
 * @returns null for one that brings nothing anywhere, or that an older or newer version has written in another form
 */
export function readIntent({ intent, kind }: Pick<OperationRow, 'intent' | 'kind'>): WriteIntent | null {
  const read = shape.safeParse(intent);
  return read.success && read.data.kind === kind ? (read.data as unknown as WriteIntent) : null;
}
